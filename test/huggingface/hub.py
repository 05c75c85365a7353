"""What people do with a Hub, by `huggingface_hub`, on its default settings.

HF_ENDPOINT, HF_TOKEN and HF_HOME (an empty folder) say where and who. Works in the namespace `default`, and stops at the
first step that fails.
"""

import hashlib
import inspect
import os
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import huggingface_hub
from huggingface_hub import (
    CommitOperationAdd,
    CommitOperationCopy,
    CommitOperationDelete,
    DatasetCard,
    HfApi,
    HfFileSystem,
    ModelCard,
    hf_hub_download,
    snapshot_download,
)
from huggingface_hub.utils import EntryNotFoundError, HfHubHTTPError, RepositoryNotFoundError, RevisionNotFoundError

api = HfApi()
folder = Path(os.environ["HF_HOME"]) / "files"
(folder / "sub").mkdir(parents=True)
source = random.Random(7)
(folder / "README.md").write_text("---\nlicense: mit\n---\n# Hello")
(folder / "config.json").write_text('{"a": 1}')
(folder / "big.bin").write_bytes(b"\0" + source.randbytes(int(os.environ.get("LARGE_BYTES", 20_000_000))))
(folder / "sub" / "notes.txt").write_text("notes")
ignoring = folder.parent / "ignoring"
(ignoring / "sub" / "__pycache__").mkdir(parents=True)
(ignoring / ".gitignore").write_text("*.log\n__pycache__/\n")
for path in ["kept.txt", "a.log", "sub/b.log", "sub/__pycache__/c.pyc"]:
    (ignoring / path).write_text(path)


def sha256(path) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def refused(error, work) -> None:
    try:
        work()
    except error:
        return
    raise AssertionError(f"no {error.__name__}")


print("huggingface_hub", huggingface_hub.__version__)
assert api.whoami()["name"] == "admin"

for kind in ("model", "dataset"):
    repository = f"default/{kind}-of-python"
    said = {"repo_id": repository, "repo_type": kind}
    refused(RepositoryNotFoundError, lambda: api.repo_info(**said))
    lonely = {"repo_id": "gpt2", "repo_type": kind}  # no name here is without a namespace
    assert not api.repo_exists(**lonely) and not api.file_exists(filename="config.json", **lonely)
    refused(RepositoryNotFoundError, lambda: api.repo_info(**lonely))
    refused(RepositoryNotFoundError, lambda: list(api.list_repo_tree(**lonely)))
    refused(RepositoryNotFoundError, lambda: hf_hub_download(filename="config.json", **lonely))
    refused(RepositoryNotFoundError, lambda: snapshot_download(**lonely))
    refused(RepositoryNotFoundError, lambda: api.upload_file(path_or_fileobj=b"a", path_in_repo="a", **lonely))
    url = api.create_repo(**said, private=True)
    assert url.repo_id == repository, url
    api.create_repo(**said, exist_ok=True)
    refused(HfHubHTTPError, lambda: api.create_repo(**said))
    assert api.repo_exists(**said)

    api.upload_folder(folder_path=folder, **said, commit_message="Add all")
    first = api.repo_info(**said).sha
    api.upload_folder(folder_path=folder, **said)  # nothing new: no commit
    assert api.repo_info(**said).sha == first
    assert sorted(api.list_repo_files(**said)) == ["README.md", "big.bin", "config.json", "sub/notes.txt"]
    (entry,) = api.get_paths_info(paths=["big.bin"], **said)
    assert entry.lfs["sha256"] == sha256(folder / "big.bin")
    assert {item.path for item in api.list_repo_tree(**said)} == {"README.md", "big.bin", "config.json", "sub"}

    api.upload_file(path_or_fileobj=b"more", path_in_repo="sub/more.txt", **said)
    changed = {item.path: item.last_commit.oid for item in api.list_repo_tree(**said, recursive=True, expand=True)}
    assert changed["big.bin"] == first and changed["sub"] == changed["sub/more.txt"] != first, changed
    api.create_tag(**said, tag="v1", revision=first, tag_message="One")
    api.create_tag(**said, tag="v1", revision=first, exist_ok=True)
    api.create_branch(**said, branch="feat/x", revision=first)
    refs = api.list_repo_refs(**said)
    assert {branch.name for branch in refs.branches} == {"main", "feat/x"}, refs
    assert [(tag.name, tag.target_commit) for tag in refs.tags] == [("v1", first)], refs
    assert not api.file_exists(filename="sub/more.txt", revision="v1", **said)
    assert api.revision_exists(revision="feat/x", **said) and not api.revision_exists(revision="none", **said)
    assert len(api.list_repo_commits(**said)) == 2

    fetched = hf_hub_download(filename="big.bin", revision="v1", **said)
    assert sha256(fetched) == sha256(folder / "big.bin")
    refused(EntryNotFoundError, lambda: hf_hub_download(filename="none", **said))
    refused(RevisionNotFoundError, lambda: hf_hub_download(filename="big.bin", revision="none", **said))
    snapshot = Path(snapshot_download(**said))
    assert (snapshot / "sub" / "more.txt").read_text() == "more"

    head = api.repo_info(**said).sha
    race = [
        lambda index=index: api.create_commit(
            operations=[CommitOperationAdd(f"race-{index}.txt", str(index).encode())],
            commit_message="Race",
            parent_commit=head,
            **said,
        )
        for index in range(2)
    ]
    with ThreadPoolExecutor() as pool:
        outcomes = [future.exception() for future in [pool.submit(run) for run in race]]
    lost = [error for error in outcomes if error]
    assert len(lost) == 1 and lost[0].response.status_code == 412, outcomes

    api.create_commit(
        operations=[
            CommitOperationDelete("sub/", is_folder=True),
            CommitOperationDelete("config.json"),
            CommitOperationAdd("new.txt", b"new"),
        ],
        commit_message="Change",
        **said,
    )
    assert {"sub/notes.txt", "config.json"}.isdisjoint(api.list_repo_files(**said))
    api.delete_file("new.txt", **said)

    api.upload_folder(folder_path=ignoring, path_in_repo=".", **said)
    assert {".gitignore", "kept.txt"}.issubset(api.list_repo_files(**said))
    head = api.repo_info(**said).sha
    api.upload_file(path_or_fileobj=b"log", path_in_repo="c.log", **said)
    assert api.repo_info(**said).sha == head, "a file was uploaded that .gitignore keeps out"
    pull = {"path_or_fileobj": b"pull", "path_in_repo": "pull.txt", "create_pr": True}
    refused(HfHubHTTPError, lambda: api.upload_file(**pull, **said))
    copies = [CommitOperationCopy("kept.txt", "copy.txt"), CommitOperationCopy("big.bin", "sub/copy.bin")]
    api.create_commit(operations=copies, commit_message="Copy", **said)
    assert sha256(hf_hub_download(filename="sub/copy.bin", **said)) == sha256(folder / "big.bin")

    if "https:" not in inspect.getsource(ModelCard.validate):  # older ones have cards validated elsewhere
        card = (ModelCard if kind == "model" else DatasetCard)("---\ntags: [birds]\n---\n# Birds")
        card.push_to_hub(repository, repo_type=kind)
        card.content = "---\nlicense_name: [a]\n---\n# Birds"
        refused(ValueError, lambda: card.validate(repo_type=kind))
    api.upload_file(path_or_fileobj=b"---\nlicense: mit\ntags: [birds]\n---\n", path_in_repo="README.md", **said)
    info = api.repo_info(**said)
    assert info.card_data.license == "mit" and info.tags == ["birds"], info

    files = HfFileSystem()
    root = f"{'datasets/' if kind == 'dataset' else ''}{repository}"
    files.pipe_file(f"{root}/data/a.txt", b"0123456789")
    with files.open(f"{root}/data/a.txt") as opened:
        opened.seek(5)
        assert opened.read(3) == b"567"
    with files.open(f"{root}/big.bin") as opened:
        opened.seek(-1_000, 2)
        assert opened.read() == (folder / "big.bin").read_bytes()[-1_000:]
    files.cp(f"{root}/data/a.txt", f"{root}/data/b.txt")
    files.mv(f"{root}/data/b.txt", f"{root}/data/c.txt")
    assert files.glob(f"{root}/data/*.txt") == [f"{root}/data/a.txt", f"{root}/data/c.txt"]
    files.rm(f"{root}/data", recursive=True)
    assert not files.exists(f"{root}/data") and files.exists(f"{root}/big.bin")

    api.super_squash_history(**said)
    assert len(api.list_repo_commits(**said)) == 1

    api.delete_branch(**said, branch="feat/x")
    api.delete_tag(**said, tag="v1")
    api.auth_check(**said)
    listed = api.list_models(author="default") if kind == "model" else api.list_datasets(author="default")
    assert repository in [item.id for item in listed]
    moved = f"default/{kind}-moved"
    api.move_repo(from_id=repository, to_id=moved, repo_type=kind)
    assert api.repo_info(repo_id=moved, repo_type=kind).id == moved
    api.delete_repo(repo_id=moved, repo_type=kind)
    assert not api.repo_exists(repo_id=moved, repo_type=kind)
    api.delete_repo(repo_id=moved, repo_type=kind, missing_ok=True)
    print(f"{kind}: well")

large = folder / "many"
for index in range(40):
    (large / str(index % 4)).mkdir(parents=True, exist_ok=True)
    (large / str(index % 4) / f"{index}.bin").write_bytes(b"\0" + source.randbytes(50_000))
if hasattr(api, "upload_large_folder"):
    api.upload_large_folder(
        repo_id="default/large-of-python", repo_type="dataset", folder_path=large, print_report=False
    )
else:  # newer ones take large folders by this alone
    api.create_repo("default/large-of-python", repo_type="dataset")
    api.upload_folder(repo_id="default/large-of-python", repo_type="dataset", folder_path=large)
assert len(api.list_repo_files("default/large-of-python", repo_type="dataset")) == 40
print("all is well")
