"""Checks a folder of exports with readers that are not ours. Run by scripts/check-exports."""

import csv
import json
import logging
import pathlib
import sqlite3
import sys

import hxl
import pandas
import pyarrow.parquet
import pyogrio

FOLDER = pathlib.Path(sys.argv[1])
SAMPLE = pathlib.Path(sys.argv[2])
UCDP_WORDS = {"relid", "code_status", "conflict_name", "dyad_name", "side_a", "side_b", "source_article", "source_office", "source_date",
              "source_headline", "source_original", "where_coordinates", "where_description", "adm_1", "adm_2", "geom_wkt", "country", "region",
              "date_start", "date_end"}
ACLED = ("event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 "
         "inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source "
         "source_scale notes fatalities tags timestamp").split()
# HXL 1.1's core hashtags: libhxl's default schema checks values and lets a hashtag of one's own pass.
HXL_CORE = set("access activity adm1 adm2 adm3 adm4 adm5 affected beneficiary capacity cause channel contact country crisis currency date delivery "
               "description event frequency geo group impact indicator inneed item loc meta modality need operations org output population "
               "reached region respondee sector service severity status subsector targeted value".split())
failed = []


def check(name, holds, detail=""):
    print(f"{'ok  ' if holds else 'FAIL'} {name}{': ' + str(detail) if detail != '' else ''}")
    if not holds:
        failed.append(name)


def attempt(checks, *arguments):
    """Runs one format's checks; a file that its reader refuses is a failure, and the others are still checked."""
    try:
        checks(*arguments)
    except Exception as error:
        check(f"{checks.__name__.removeprefix('check_')} can be read", False, f"{type(error).__name__}: {error}")


def rows(name):
    with open(FOLDER / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def incidents():
    with open(FOLDER / "incidents-json.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def check_json(told):
    check("json: ids are unique", len({incident["id"] for incident in told}) == len(told), f"{len(told)} incidents")
    check("json: every claim of an incident has its account",
          all([account["claim"]["id"] for account in incident["accounts"]] == incident["claims"] for incident in told))


def check_ucdp(told):
    table = pandas.read_csv(FOLDER / "incidents-ucdp.csv")
    if SAMPLE.exists():
        sample = pandas.read_csv(SAMPLE)
        check("ucdp: the sample's columns in their order", list(table.columns) == list(sample.columns), f"{len(sample.columns)} columns")
        for column in sample.columns:
            if column in UCDP_WORDS:
                continue
            numbers = pandas.to_numeric(table[column], errors="coerce")
            bad = table[column][table[column].notna() & numbers.isna()]
            if len(bad):
                check(f"ucdp: {column} is a number", False, list(bad)[:3])
        both = set(sample["country_id"].astype(int)) & set(table["country_id"].dropna().astype(int))
        names = {int(row.country_id): row.country for row in sample.itertuples()}
        ours = {int(row.country_id): row.country for row in table.itertuples() if row.country_id == row.country_id}
        check("ucdp: countries are named as in the sample", all(names[one] == ours[one] for one in both), f"{len(both)} countries")
    else:
        print(f"--   ucdp: no sample at {SAMPLE}")
    check("ucdp: 49 columns", len(table.columns) == 49)
    check("ucdp: a row an incident", len(table) == len(told), len(table))
    pandas.to_datetime(table["date_start"], format="%Y-%m-%d")
    known = table.dropna(subset=["low", "best", "high"])
    check("ucdp: low <= best <= high", bool(((known.low <= known.best) & (known.best <= known.high)).all()), f"{len(known)} rows with all three")
    fatal = pandas.read_csv(FOLDER / "incidents-ucdp-fatal.csv")
    check("ucdp: the filter keeps the fatal", len(fatal) == int((table["best"] >= 1).sum()) and bool((fatal["best"] >= 1).all()), len(fatal))
    check_priogrid(table, "ours")
    if SAMPLE.exists():
        check_priogrid(pandas.read_csv(SAMPLE), "the sample's, by the formula in docs/exports.md")


def check_priogrid(table, whose):
    table = table.dropna(subset=["latitude", "longitude"])
    cells = ((table.latitude + 90) * 2).floordiv(1) * 720 + ((table.longitude + 180) * 2).floordiv(1) + 1
    wrong = int((cells != table.priogrid_gid).sum())
    # UCDP puts a point on a line between two cells into either.
    on_line = ((table.latitude * 2 % 1 == 0) | (table.longitude * 2 % 1 == 0))
    check(f"priogrid: {whose}", int(((cells != table.priogrid_gid) & ~on_line).sum()) == 0, f"{len(table)} points, {wrong} differ on a line")


def check_acled(told):
    table = pandas.read_csv(FOLDER / "incidents-acled.csv")
    check("acled: its columns", list(table.columns) == ACLED)
    check("acled: a row an incident", len(table) == len(told), len(table))
    check("acled: dates and fatalities parse",
          pandas.to_datetime(table.event_date, format="%Y-%m-%d").notna().sum() == table.event_date.notna().sum()
          and pandas.api.types.is_numeric_dtype(table.fatalities))


def check_geojson(told):
    path = FOLDER / "incidents-geojson.geojson"
    frame = pyogrio.read_dataframe(path)
    information = pyogrio.read_info(path)
    check("geojson: read by GDAL", information["driver"] == "GeoJSON" and "4326" in str(information["crs"]), information["crs"])
    check("geojson: as many features", len(frame) == len(told), len(frame))
    expected = sum(1 for incident in told if incident["place"] and incident["place"]["lat"] is not None)
    found = frame.geometry.notna().sum()
    check("geojson: a geometry where there are coordinates", found == expected, f"{found} of {len(frame)}")
    points = {row["id"]: row.geometry for _, row in frame.iterrows() if row.geometry is not None}
    wrong = [incident["id"] for incident in told if incident["id"] in points
             and (points[incident["id"]].x, points[incident["id"]].y) != (incident["place"]["lon"], incident["place"]["lat"])]
    check("geojson: longitude first", not wrong, wrong[:3] or "")


def check_parquet(name):
    table = pyarrow.parquet.read_table(FOLDER / f"{name}-parquet.parquet")
    people = rows(f"{name}-csv.csv")
    check(f"{name}: parquet has the CSV's columns", table.column_names == list(people[0].keys()) if people else True, f"{table.num_columns} columns")
    check(f"{name}: parquet has the CSV's rows", table.num_rows == len(people), table.num_rows)
    differ = []
    for column in table.column_names:
        for packed, printed in zip(table.column(column).to_pylist(), [row[column] for row in people]):
            if not same(packed, printed):
                differ.append((column, packed, printed))
    check(f"{name}: parquet has the CSV's values", not differ, differ[:3] or f"{table.num_rows * table.num_columns} cells")
    kinds = {field.name: str(field.type) for field in table.schema}
    wanted = {"date_start": "date32[day]", "latitude": "double", "killed_best": "int64", "since": "date32[day]", "increment": "int64"}
    wrong = {column: kinds[column] for column, kind in wanted.items() if column in kinds and kinds[column] != kind}
    check(f"{name}: parquet is typed", not wrong, wrong or "")
    metadata = table.schema.metadata or {}
    stored = pyarrow.parquet.read_metadata(FOLDER / f"{name}-parquet.parquet").metadata or metadata
    check(f"{name}: parquet says what it is of", b"dateline.policy" in stored)


def same(packed, printed):
    if packed is None:
        return printed == ""
    if isinstance(packed, bool):
        return printed == str(packed).lower()
    if isinstance(packed, float):
        return float(printed) == packed
    return str(packed) == printed or "'" + str(packed) == printed


def check_hxl(name, people):
    # libhxl's own schema checks tags, dates and numbers; without the network its built-in copy is used.
    path = str(FOLDER / f"{name}-hxl.csv")
    with hxl.data(path, hxl.InputOptions(allow_local=True)) as source:
        columns = source.columns
        check(f"{name}: hxl hashtags parse", all(column.tag for column in columns), f"{len(columns)} tags")
        strange = sorted({column.tag for column in columns} - {f"#{tag}" for tag in HXL_CORE})
        check(f"{name}: hxl hashtags are of the core standard", not strange, strange or "")
        read = list(source)
    check(f"{name}: hxl has the rows", len(read) == people, len(read))
    errors = []
    schema = hxl.schema(None, callback=errors.append)
    valid = schema.validate(hxl.data(path, hxl.InputOptions(allow_local=True)))
    told = [f"{error.rule.description if error.rule else ''} {error.message}" for error in errors]
    check(f"{name}: hxl is valid by libhxl's schema", valid, told[:3] or f"{len(schema.rules)} rules")


def check_sqlite(told, series):
    path = FOLDER / "incidents-sqlite.db"
    file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    one = lambda statement: file.execute(statement).fetchone()[0]
    check("sqlite: whole", one("PRAGMA integrity_check") == "ok", f"SQLite {sqlite3.sqlite_version}")
    check("sqlite: foreign keys hold", not file.execute("PRAGMA foreign_key_check").fetchall())
    check("sqlite: every incident", one("SELECT count(*) FROM incidents") == len(told), len(told))
    claims = {account["claim"]["id"] for incident in told for account in incident["accounts"]}
    check("sqlite: every claim", one("SELECT count(*) FROM claims") == len(claims), len(claims))
    check("sqlite: every count", one("SELECT count(*) FROM counts") == sum(
        len(counts) for counts in {account["claim"]["id"]: account["claim"]["counts"] for incident in told for account in incident["accounts"]}.values()))
    check("sqlite: every series", one("SELECT count(*) FROM tallies") == len(series), len(series))
    found = one("SELECT count(*) FROM claims_fts WHERE claims_fts MATCH 'killed'")
    plain = one("SELECT count(*) FROM claims WHERE ' ' || lower(words) || ' ' LIKE '%killed%'")
    check("sqlite: claims are found by their words", found == plain and found > 0, f"{found} with 'killed'")
    for incident in told:
        stored = file.execute("SELECT measure, people, low, best, high FROM tolls WHERE incident = ? ORDER BY rowid", [incident["id"]]).fetchall()
        if stored != [(toll["measure"], toll["group"], toll["low"], toll["best"], toll["high"]) for toll in incident["tolls"]]:
            check(f"sqlite: tolls of {incident['id']}", False)


def check_others(told):
    with open(FOLDER / "incidents-plover.jsonl", encoding="utf-8") as file:
        events = [json.loads(line) for line in file]
    required = {"id", "date", "actor", "event"}
    check("plover: an event an incident with its required fields", len(events) == len(told) and all(required <= event.keys() for event in events))
    timemap = json.loads((FOLDER / "incidents-timemap.json").read_text(encoding="utf-8"))
    associations = {association["id"] for association in timemap["associations"]}
    check("timemap: every source and association is there", all(
        set(event["associations"]) <= associations and set(event["sources"]) <= timemap["sources"].keys() for event in timemap["events"]))
    texts = [value for event in timemap["events"] for key, value in event.items() if key not in ("associations", "sources")]
    check("timemap: every other field is text", all(isinstance(value, str) for value in texts), f"{len(timemap['events'])} events")
    airwars, sources = rows("incidents-airwars.csv"), rows("incidents-airwars-sources.csv")
    counted = {row["id"]: int(row["n_sources"]) for row in airwars}
    for row in sources:
        counted[row["incident_id"]] -= 1
    check("airwars: as many sources as it says", not any(counted.values()), f"{len(sources)} sources of {len(airwars)} incidents")


def main():
    logging.disable(logging.CRITICAL)
    told = incidents()
    with open(FOLDER / "tallies-json.jsonl", encoding="utf-8") as file:
        series = [json.loads(line) for line in file]
    attempt(check_json, told)
    attempt(check_ucdp, told)
    attempt(check_acled, told)
    attempt(check_geojson, told)
    attempt(check_parquet, "incidents")
    attempt(check_parquet, "tallies")
    attempt(check_hxl, "incidents", len(told))
    attempt(check_hxl, "tallies", sum(len(one["points"]) for one in series))
    attempt(check_sqlite, told, series)
    attempt(check_others, told)
    print(f"\n{len(failed)} checks failed: {', '.join(failed)}" if failed else "\nall exports read back")
    sys.exit(1 if failed else 0)


main()
