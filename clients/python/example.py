"""Makes a dataset, finds it, and follows it. WEFT_URL and WEFT_TOKEN say where and who."""

import asyncio
import os
from contextlib import aclosing

from weft_client import Client
from weft_client.input_types import CreateDatasetInput

URL, TOKEN = os.environ["WEFT_URL"], os.environ["WEFT_TOKEN"]
AUTHORIZATION = f"Bearer {TOKEN}"


async def main() -> None:
    client = Client(
        url=f"{URL}/graphql",
        headers={"Authorization": AUTHORIZATION},
        ws_url=f"{URL.replace('http', 'ws', 1)}/graphql",
        ws_connection_init_payload={"authorization": AUTHORIZATION},
    )
    async with client:
        made = await client.create_dataset(CreateDatasetInput(namespace="default", name="from-python"))
        print(made.create_dataset.typename__)
        found = await client.find_dataset("default/from-python")
        assert found.dataset
        async with aclosing(client.dataset_updated(found.dataset.id)) as updates:
            async for updated in updates:
                print(updated.dataset_updated.ref)
                break


asyncio.run(main())
