"""Data by the library `datasets`, on its default settings: pushed, loaded and streamed."""

import datasets
from datasets import Dataset, DatasetDict, load_dataset

print("datasets", datasets.__version__)
rows = [{"question": f"q{index}", "answer": f"a{index}"} for index in range(1_000)]
pushed = DatasetDict({"train": Dataset.from_list(rows[:900]), "test": Dataset.from_list(rows[900:])})
pushed.push_to_hub("default/data-of-python", private=True)

loaded = load_dataset("default/data-of-python")
assert {name: part.num_rows for name, part in loaded.items()} == {"train": 900, "test": 100}
assert loaded["train"][5] == rows[5]
streamed = load_dataset("default/data-of-python", split="test", streaming=True)
assert [row["answer"] for row in streamed.take(3)] == ["a900", "a901", "a902"]
pushed["test"].push_to_hub("default/data-of-python", config_name="other", split="test")
assert datasets.get_dataset_config_names("default/data-of-python") == ["default", "other"]
assert load_dataset("default/data-of-python", "other", split="test").num_rows == 100
for missing in ["default/none", "squad"]:
    try:
        load_dataset(missing)
    except datasets.exceptions.DatasetNotFoundError:
        continue
    raise AssertionError(f"{missing} was found")
print("all is well")
