"""Uploads by Xet, as `huggingface_hub` decides it by itself, and downloads of what came.

HF_ENDPOINT, HF_TOKEN and HF_HOME (an empty folder) say where and who; the arguments are two model repositories that
are there and empty. Prints one line a step, and stops at the first that fails.
"""

import hashlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from huggingface_hub import HfApi, hf_hub_download, snapshot_download
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.utils._runtime import is_xet_available

repository, other = sys.argv[1:]
folder = Path(os.environ["HF_HOME"]) / "files"
folder.mkdir(parents=True)
api = HfApi()
sizes = {"1KB": 1_000, "5MB": 5_000_000, "200MB": int(os.environ.get("XET_LARGE_BYTES", 200_000_000))}


def write(name: str, size: int, seed: int) -> Path:
    """A third each of random bytes, of floats and of text, so that each way of packing chunks is used."""
    source = random.Random(seed)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(b"\0")
        third = size // 3
        while file.tell() < third:
            file.write(source.randbytes(min(1_000_000, third)))
        floats = b"".join(source.uniform(-1, 1).hex().encode() for _ in range(64))
        while file.tell() < 2 * third:
            file.write(source.randbytes(2) + b"\x3f\x80" + source.randbytes(1) + b"\0\x3e\x80")
            file.write(b"\0" * 56)
        file.write((floats * (third // len(floats) + 2))[: size - file.tell()])
    return path


def sha256(path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def step(name: str, begun: float, **facts) -> None:
    told = " ".join(f"{key}={value}" for key, value in facts.items())
    print(f"{name}: {time.monotonic() - begun:.2f} s {told}".rstrip(), flush=True)


def upload(path: Path, name: str, to: str = repository) -> None:
    api.upload_file(path_or_fileobj=path, path_in_repo=name, repo_id=to)


def compare(path: Path, name: str, at: str = repository) -> None:
    fetched = hf_hub_download(at, name, local_dir=folder / "fetched", force_download=True)
    assert sha256(fetched) == sha256(path), f"{name} came back changed"


assert is_xet_available(), "this client would not use Xet"

for seed, (label, size) in enumerate(sizes.items()):
    path = write(f"{label}.bin", size, seed)
    begun = time.monotonic()
    upload(path, f"{label}.bin")
    step(f"upload of {label}", begun)
    begun = time.monotonic()
    compare(path, f"{label}.bin")
    step(f"download of {label}", begun)

begun = time.monotonic()
upload(folder / "200MB.bin", "again.bin")
step("the same content at another path", begun)
compare(folder / "200MB.bin", "again.bin")

begun = time.monotonic()
upload(folder / "5MB.bin", "5MB.bin", to=other)
step("the same content to another repository", begun)
compare(folder / "5MB.bin", "5MB.bin", at=other)

changed = folder / "changed.bin"
content = bytearray((folder / "200MB.bin").read_bytes())
content[1_000_000:1_000_000] = b"inserted"
changed.write_bytes(content)
begun = time.monotonic()
upload(changed, "changed.bin")
step("a content with a few bytes inserted", begun)
compare(changed, "changed.bin")

elsewhere = {**os.environ, "HF_HOME": str(folder / "elsewhere")}
script = """
import sys
from huggingface_hub import HfApi
HfApi().upload_file(path_or_fileobj=sys.argv[1], path_in_repo="elsewhere.bin", repo_id=sys.argv[2])
"""
begun = time.monotonic()
subprocess.run([sys.executable, "-c", script, changed, repository], env=elsewhere, check=True)
step("the same content from a machine that remembers nothing", begun)
compare(changed, "elsewhere.bin")

many = {f"many/{index // 20}/{index}.bin": write(f"many/{index // 20}/{index}.bin", 40_000, index) for index in range(60)}
(folder / "many" / "config.json").write_text("{}")
begun = time.monotonic()
api.upload_folder(folder_path=folder / "many", path_in_repo="many", repo_id=repository)
step("upload of a folder of 60 files", begun)
snapshot = Path(snapshot_download(repository, allow_patterns="many/*"))
assert all(sha256(snapshot / name) == sha256(path) for name, path in many.items()), "a file of the folder came back changed"

begun = time.monotonic()
api.upload_file(path_or_fileobj=b"\0" + random.Random(9).randbytes(300_000), path_in_repo="bytes.bin", repo_id=repository)
step("upload of bytes in memory", begun)

try:
    HfApi(token="hf_" + "x" * 43).upload_file(path_or_fileobj=folder / "5MB.bin", path_in_repo="no.bin", repo_id=repository)
    raise SystemExit("somebody unknown could upload")
except HfHubHTTPError as error:
    print(f"somebody unknown is refused: {error.response.status_code}")

names = sorted(api.list_repo_files(repository))
assert "again.bin" in names and "no.bin" not in names and len(names) == 68, names
print("all is well")
