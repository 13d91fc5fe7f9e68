"""Office files are ZIP archives full of clocks; here they get the same bytes every time."""

import io
import re
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def with_fixed_times(archive: bytes, stamp: str = "2020-03-05T00:00:00Z") -> bytes:
    """The same archive with fixed times in its directory and in its core properties."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == _CORE:
                data = _STAMP.sub(rb"\g<1>" + stamp.encode() + rb"\g<3>", data)
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.external_attr = 0o600 << 16
            target.writestr(entry, data, zipfile.ZIP_DEFLATED, 6)
    return output.getvalue()
