"""A file of LARGE_BYTES up and down, and uploads that are cut off midway and begun again.

HF_ENDPOINT, HF_TOKEN and HF_HOME (an empty folder) say where and who. The first argument is the step.
"""

import hashlib
import os
import random
import sys
from pathlib import Path

import huggingface_hub
from huggingface_hub import HfApi, hf_hub_download

api = HfApi()
home = Path(os.environ["HF_HOME"])
home.mkdir(parents=True, exist_ok=True)
said = {"repo_id": "default/large-of-python", "repo_type": "model"}
file = home / "large.bin"


def make() -> None:
    source = random.Random(11)
    with file.open("wb") as out:
        out.write(b"\0")
        for _ in range(int(sys.argv[2]) // 2**20):
            out.write(source.randbytes(2**20))


def sha256(path) -> str:
    with open(path, "rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


step = sys.argv[1]
if step == "begin":
    print("huggingface_hub", huggingface_hub.__version__)
    make()
    api.create_repo(**said, private=True)
if step in ("begin", "again"):
    print("uploading", flush=True)
    api.upload_file(path_or_fileobj=file, path_in_repo="large.bin", **said)
if step == "absent":
    assert api.list_repo_files(**said) == [], "half of it is to be seen"
if step in ("again", "check"):
    assert api.list_repo_files(**said) == ["large.bin"]
    assert sha256(hf_hub_download(filename="large.bin", **said)) == sha256(file)
print("all is well")
