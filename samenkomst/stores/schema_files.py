"""The schema files beside the content, for editor programs."""

import json
from pathlib import Path

from samenkomst.core.schema.json_schema import content_schemas
from samenkomst.core.translation import Translate, dutch

FOLDER = "schema"


def schema_texts(translate: Translate = dutch) -> dict[str, str]:
    """Return the text of each schema file by its name."""
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in content_schemas(translate).items()
    }


def write_schemas(content: Path, translate: Translate = dutch) -> list[Path]:
    """Write the schema files into the folder `schema` in `content`, and return their paths."""
    folder = content / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schema_texts(translate).items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written
