"""Uploads a file of random bytes; prints how many seconds that took."""
import os
import sys
import time

from huggingface_hub import HfApi

repository, path, size, folder = sys.argv[1:]
file = os.path.join(folder, "random.bin")
with open(file, "wb") as target:
    for _ in range(int(size) // 1024**2):
        target.write(os.urandom(1024**2))
try:
    start = time.perf_counter()
    HfApi().upload_file(
        path_or_fileobj=file, path_in_repo=path, repo_id=repository, repo_type="dataset"
    )
    print(time.perf_counter() - start)
finally:
    os.remove(file)
