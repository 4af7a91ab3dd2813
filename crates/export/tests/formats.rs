//! What each format prints of one invented incident, and of one of which nothing is known.

mod common;

use std::collections::BTreeMap;

use common::{about, bare_entry, entry, export, rows, sources, tally, toll};
use dateline_export::{Entry, Error, Format, Profile, incidents, is_fatal, sqlite, tallies};
use rusqlite::Connection;
use serde_json::Value;

const PERSON: &str = "Zorvan Kelmet";

fn told() -> Vec<Entry> {
    vec![entry(PERSON), bare_entry()]
}

fn table(format: Format) -> Vec<BTreeMap<String, String>> {
    rows(&export(format, Profile::Restricted, &told()))
}

/// The named cells of a row, in the order asked for.
fn cells<'a>(row: &'a BTreeMap<String, String>, names: &str) -> Vec<&'a str> {
    names.split_whitespace().map(|name| row.get(name).unwrap_or_else(|| panic!("no column {name}")).as_str()).collect()
}

#[test]
fn the_same_entries_give_the_same_bytes_in_every_format() {
    for profile in [Profile::Public, Profile::Restricted] {
        for format in Format::ALL {
            assert_eq!(export(format, profile, &told()), export(format, profile, &told()), "{format}");
        }
    }
}

#[test]
fn an_export_of_nothing_is_whole() {
    for format in Format::ALL {
        let bytes = export(format, Profile::Public, &[]);
        let lines = matches!(format, Format::Json | Format::Plover);
        assert_eq!(bytes.is_empty(), lines, "{format}");
    }
    let geojson: Value = serde_json::from_slice(&export(Format::GeoJson, Profile::Public, &[])).unwrap();
    assert_eq!(geojson["features"], Value::Array(Vec::new()));
}

#[test]
fn ucdp_has_its_49_columns_in_their_order() {
    let csv = export(Format::Ucdp, Profile::Restricted, &told());
    let header = String::from_utf8(csv).unwrap().lines().next().unwrap().to_owned();
    // As in UCDP GED 23.1.
    assert_eq!(
        header,
        "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,\
         dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,\
         source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,\
         adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,\
         deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
    );
}

#[test]
fn ucdp_prints_the_figures_held_and_leaves_the_others_empty() {
    let rows = table(Format::Ucdp);
    let [row, bare] = rows.as_slice() else { panic!("two rows") };
    assert_eq!(cells(row, "id relid year type_of_violence"), ["1", "iaa11-0", "2031", "3"]);
    assert_eq!(cells(row, "side_a side_b dyad_name"), ["Syrian government", "Civilians", "Syrian government - Civilians"]);
    assert_eq!(cells(row, "best low high deaths_civilians deaths_unknown deaths_a deaths_b"), ["3", "3", "", "2", "", "", ""]);
    assert_eq!(cells(row, "country country_id region gwnoa gwnob"), ["Syria", "652", "Middle East", "652", ""]);
    assert_eq!(cells(row, "where_prec date_prec date_start date_end"), ["1", "1", "2031-02-03", "2031-02-03"]);
    assert_eq!(cells(row, "geom_wkt priogrid_gid"), ["POINT (36.6 35.8)", "181154"]);
    assert_eq!(row["source_article"], format!("\"Lantern Radio,2031-02-04,{PERSON} killed in strike\""));
    assert_eq!(row["source_original"], format!("{PERSON}, farmer, a village (witness)"));
    for (name, cell) in bare {
        let known = ["id", "relid", "code_status", "number_of_sources"].contains(&name.as_str());
        assert_eq!(cell.is_empty(), !known, "{name} is {cell:?}");
    }
}

#[test]
fn ucdp_counts_the_dead_of_no_known_side_as_unknown() {
    let deaths = |tolls| {
        let mut entry = bare_entry();
        entry.incident.tolls = tolls;
        let row = rows(&export(Format::Ucdp, Profile::Restricted, &[entry])).remove(0);
        (row["deaths_civilians"].clone(), row["deaths_unknown"].clone(), row["best"].clone())
    };
    let of = |group, best| toll("killed", group, Some(best), Some(best), Some(best));
    let cells = |civilians: &str, unknown: &str, best: &str| (civilians.to_owned(), unknown.to_owned(), best.to_owned());
    assert_eq!(deaths(vec![of("all", 5)]), cells("", "5", "5"));
    assert_eq!(deaths(vec![of("all", 5), of("combatant", 3)]), cells("", "5", "5"));
    assert_eq!(deaths(vec![of("all", 5), of("civilian", 2), of("combatant", 3)]), cells("2", "3", "5"));
    // Five less two is a figure nobody states.
    assert_eq!(deaths(vec![of("all", 5), of("civilian", 2)]), cells("2", "", "5"));
}

#[test]
fn ucdps_threshold_is_a_filter() {
    assert!(is_fatal(&entry(PERSON)));
    assert!(!is_fatal(&bare_entry()));
    let mut none = bare_entry();
    none.incident.tolls = vec![toll("killed", "all", Some(0), Some(0), Some(0))];
    assert!(!is_fatal(&none));
}

#[test]
fn acled_has_its_columns_and_codes() {
    let rows = table(Format::Acled);
    let [row, bare] = rows.as_slice() else { panic!("two rows") };
    assert_eq!(row.len(), 31);
    assert_eq!(cells(row, "event_id_cnty event_date year time_precision"), ["SYR-iaa11-0", "2031-02-03", "2031", "1"]);
    assert_eq!(cells(row, "event_type sub_event_type"), ["Explosions/Remote violence", "Air/drone strike"]);
    assert_eq!(cells(row, "disorder_type civilian_targeting"), ["Political violence", "Civilian targeting"]);
    assert_eq!(cells(row, "actor1 inter1 actor2 inter2 interaction"), ["Syrian government", "1", PERSON, "7", "17"]);
    assert_eq!(cells(row, "assoc_actor_2 iso region country"), ["wheat market", "760", "Middle East", "Syria"]);
    assert_eq!(cells(row, "geo_precision fatalities source"), ["1", "3", "Lantern Radio"]);
    assert_eq!(cells(bare, "event_id_cnty event_date fatalities interaction"), ["ibb22-0", "", "", ""]);
}

#[test]
fn acled_reads_dozens_as_twelve_and_the_others_keep_our_floor() {
    let mut vague = entry(PERSON);
    vague.incident.tolls = vec![toll("killed", "all", Some(24), None, None)];
    let mut count = common::count("dozens of people", "killed", "vague", 0);
    (count.floor, count.ceiling, count.point) = (Some(24), None, None);
    vague.accounts[0].claim.counts = vec![count];
    let acled = rows(&export(Format::Acled, Profile::Restricted, &[vague.clone()])).remove(0);
    let csv = rows(&export(Format::Csv, Profile::Restricted, &[vague])).remove(0);
    assert_eq!(acled["fatalities"], "12");
    assert_eq!(cells(&csv, "killed_low killed_best killed_high"), ["24", "", ""]);
}

#[test]
fn csv_has_every_cell_with_its_claims_and_words() {
    let rows = table(Format::Csv);
    let [row, bare] = rows.as_slice() else { panic!("two rows") };
    assert_eq!(cells(row, "killed_low killed_best killed_high injured_best"), ["3", "3", "", ""]);
    assert_eq!(row["tolls"], "killed all 3..3..?; killed civilian 2..2..2");
    assert_eq!(cells(row, "claims reports documents"), ["caa11-0", "zorvan-kelmet", common::DOCUMENT]);
    assert_eq!(row["words"], format!("An air strike killed {PERSON} and two others"));
    assert_eq!(cells(row, "date_words place_precision place_is_area withheld"), ["on Monday", "P1", "false", "false"]);
    assert_eq!(cells(row, "policy as_of profile release"), ["default/1", "2031-02-05", "restricted", ""]);
    assert_eq!(cells(bare, "killed_low country latitude date_start geonames_id event_clarity"), [""; 6]);
}

#[test]
fn tables_for_people_run_no_formula() {
    let mut risky = entry("=HYPERLINK(1)");
    risky.incident.title = "=1+1".into();
    risky.incident.perpetrators[0].name = "@SUM(A1)".into();
    risky.accounts[0].sources[0].report.outlet = Some("+cmd|' /C calc'!A0".into());
    risky.accounts[0].claim.span = common::span(0, "-2+3 killed");
    risky.incident.place.as_mut().unwrap().lat = Some(-35.8);
    for format in [Format::Csv, Format::Acled, Format::Airwars, Format::Hxl] {
        let csv = export(format, Profile::Restricted, &[risky.clone()]);
        let mut reader = csv::Reader::from_reader(csv.as_slice());
        let mut made_safe = 0;
        for row in reader.records() {
            for cell in row.unwrap().iter() {
                let number = cell.parse::<f64>().is_ok();
                assert!(number || !cell.starts_with(['=', '+', '-', '@']), "{format}: {cell}");
                made_safe += usize::from(cell.starts_with('\''));
            }
        }
        assert!(made_safe >= 3, "{format} has {made_safe}");
    }
    let row = rows(&export(Format::Csv, Profile::Restricted, &[risky])).remove(0);
    assert_eq!(row["latitude"], "-35.8");
}

#[test]
fn geojson_has_a_point_lon_first_and_no_geometry_where_no_coordinates_are_known() {
    let geojson: Value = serde_json::from_slice(&export(Format::GeoJson, Profile::Restricted, &told())).unwrap();
    let features = geojson["features"].as_array().unwrap();
    assert_eq!(features.len(), 2);
    assert_eq!(features[0]["geometry"]["coordinates"], serde_json::json!([36.6, 35.8]));
    assert_eq!((&features[0]["id"], &features[0]["properties"]["area"]), (&"iaa11-0".into(), &false.into()));
    assert_eq!(features[0]["properties"]["killed_high"], Value::Null);
    assert_eq!(features[1]["geometry"], Value::Null);
    assert_eq!(geojson["dateline"][1]["policy"], "default/1");
    let parsed: geojson::FeatureCollection =
        String::from_utf8(export(Format::GeoJson, Profile::Restricted, &told())).unwrap().parse().unwrap();
    assert_eq!(parsed.features.len(), 2);
}

#[test]
fn a_coarse_place_is_marked_as_an_area_and_a_point_off_the_globe_is_none() {
    let with = |precision, latitude| {
        let mut bare = bare_entry();
        let mut place = common::place(precision, "Idlib");
        place.lat = Some(latitude);
        bare.incident.place = Some(place);
        let geojson: Value = serde_json::from_slice(&export(Format::GeoJson, Profile::Restricted, &[bare])).unwrap();
        geojson["features"][0].clone()
    };
    assert_eq!(with("P5", 35.8)["properties"]["area"], true);
    assert_eq!(with("P2", 35.8)["properties"]["area"], false);
    assert_eq!(with("P2", 95.0)["geometry"], Value::Null);
    assert_eq!(with("P2", f64::NAN)["geometry"], Value::Null);
}

#[test]
fn plover_has_the_manuals_fields() {
    let lines = String::from_utf8(export(Format::Plover, Profile::Restricted, &told())).unwrap();
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let event = &lines[0];
    assert_eq!(
        (&event["event"][0], &event["mode"][0], &event["date"]),
        (&"ASSAULT".into(), &"aerial".into(), &"2031-02-03".into())
    );
    assert_eq!((&event["actor"][0]["code"], &event["actor"][0]["sector"]), (&"SYR".into(), &"GOV".into()));
    assert_eq!((&event["recipient"][0]["sector"], &event["event_loc"]["resolution"]), (&"CVL".into(), &5.into()));
    assert_eq!((&event["size"]["dead"], &event["size"]["injured"]), (&3.into(), &Value::Null));
    assert_eq!(event["event_text"][0], "air strike");
    assert_eq!((&lines[1]["date"], &lines[1]["event"]), (&Value::Null, &Value::Array(Vec::new())));
}

#[test]
fn airwars_has_least_and_most_and_a_table_of_sources() {
    let rows = table(Format::Airwars);
    let [row, bare] = rows.as_slice() else { panic!("two rows") };
    assert_eq!(cells(row, "killed_min killed_max civilians_killed_min civilians_killed_max"), ["3", "", "2", "2"]);
    assert_eq!(cells(row, "strike_type grading geo_precision date_raw"), ["Airstrike", "Weak", "Nearby landmark", "on Monday"]);
    assert_eq!(cells(row, "belligerents n_sources"), ["Syrian government", "1"]);
    assert_eq!(cells(bare, "killed_min strike_type n_sources"), ["", "shooting", "0"]);
    let sources = common::rows(&sources(Profile::Restricted, &told()));
    assert_eq!(sources.len(), 1);
    assert_eq!(cells(&sources[0], "incident_id source published"), ["iaa11-0", "Lantern Radio", "2031-02-04"]);
}

#[test]
fn hxl_has_a_row_of_hashtags_under_its_names() {
    let csv = export(Format::Hxl, Profile::Restricted, &told());
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
    let [names, tags, first, _] = rows.as_slice() else { panic!("two rows under two of heads") };
    assert_eq!((names.len(), tags.len()), (31, 31));
    assert!(tags.iter().all(|tag| tag.starts_with('#')));
    let cell = |tag: &str| &first[tags.iter().position(|found| found == tag).unwrap()];
    assert_eq!((cell("#event+id"), cell("#geo+lat"), cell("#geo+lon")), ("iaa11-0", "35.8", "36.6"));
    assert_eq!((cell("#affected+killed+num"), cell("#affected+killed+max+num"), cell("#country+code+v_iso3")), ("3", "", "SYR"));
}

#[test]
fn timemap_names_every_source_and_association_its_events_point_at() {
    let json: Value = serde_json::from_slice(&export(Format::Timemap, Profile::Restricted, &told())).unwrap();
    let events = json["events"].as_array().unwrap();
    assert_eq!((&events[0]["civId"], &events[0]["latitude"]), (&"iaa11-0".into(), &"35.8".into()));
    assert_eq!((&events[1]["date"], &events[1]["latitude"]), (&"".into(), &"".into()));
    let known: Vec<&Value> = json["associations"].as_array().unwrap().iter().map(|association| &association["id"]).collect();
    for event in events {
        for association in event["associations"].as_array().unwrap() {
            assert!(known.contains(&association), "{association}");
        }
        for source in event["sources"].as_array().unwrap() {
            assert!(json["sources"][source.as_str().unwrap()].is_object(), "{source}");
        }
    }
    assert_eq!(events[0]["associations"], serde_json::json!(["act:airstrike", "perpetrator:Syrian government"]));
}

#[test]
fn sqlite_holds_every_table_and_finds_claims_by_their_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let about = about(Profile::Restricted);
    sqlite(&path, &about, told().into_iter(), std::iter::once(tally())).unwrap();
    let file = Connection::open(&path).unwrap();
    let count = |statement: &str| file.query_row(statement, [], |row| row.get::<_, i64>(0)).unwrap();
    let expected = [
        ("incidents", 2),
        ("tolls", 2),
        ("claims", 1),
        ("counts", 2),
        ("actors", 5),
        ("reports", 1),
        ("claim_reports", 1),
        ("tallies", 1),
        ("tally_points", 2),
        ("tally_covers", 1),
    ];
    for (table, rows) in expected {
        assert_eq!(count(&format!("SELECT count(*) FROM {table}")), rows, "{table}");
    }
    assert_eq!(count("SELECT count(*) FROM claims_fts WHERE claims_fts MATCH 'strike'"), 1);
    assert_eq!(count("SELECT count(*) FROM claims_fts WHERE claims_fts MATCH 'flood'"), 0);
    assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_eq!(count("SELECT count(*) FROM incidents WHERE killed_high IS NULL"), 2);
    assert_eq!(count("SELECT increment FROM tally_points WHERE number = 1"), -2);
    assert!(matches!(sqlite(&path, &about, told().into_iter(), std::iter::empty()), Err(Error::Exists { .. })));
}

#[test]
fn half_a_sqlite_export_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let twice = vec![bare_entry(), bare_entry()];
    let error = sqlite(&path, &about(Profile::Restricted), twice.into_iter(), std::iter::empty()).unwrap_err();
    assert!(error.to_string().starts_with("cannot write ibb22-0 to the SQLite export"), "{error}");
    assert!(!path.exists());
}

#[test]
fn running_totals_have_a_row_a_point() {
    let write = |format| {
        let mut out = Vec::new();
        tallies(format, &about(Profile::Restricted), std::iter::once(tally()), &mut out).unwrap();
        out
    };
    let table = rows(&write(Format::Csv));
    assert_eq!(table.len(), 2);
    assert_eq!(cells(&table[0], "floor ceiling point increment until"), ["40", "", "", "", "2031-02-04"]);
    assert_eq!(cells(&table[1], "floor increment series covers"), ["38", "-2", "t1", "iaa11-0"]);
    let hxl = String::from_utf8(write(Format::Hxl)).unwrap();
    assert_eq!(hxl.lines().count(), 4);
    let json: Value = serde_json::from_slice(&write(Format::Json)).unwrap();
    assert_eq!((&json["id"], &json["points"][1]["increment"]), (&"t1".into(), &(-2).into()));
    assert!(write(Format::Parquet).starts_with(b"PAR1"));
}

#[test]
fn a_format_without_running_totals_says_so() {
    let mut out = Vec::new();
    let error = tallies(Format::Ucdp, &about(Profile::Public), std::iter::empty(), &mut out).unwrap_err();
    assert!(error.to_string().starts_with("the ucdp format has no place for running totals"));
}

#[test]
fn formats_and_profiles_are_read_by_their_names() {
    for format in Format::ALL {
        assert_eq!(format.slug().parse::<Format>().unwrap(), format);
    }
    let unknown = "xls".parse::<Format>().unwrap_err().to_string();
    assert!(unknown.contains("json, csv, geojson, parquet"), "{unknown}");
    assert_eq!("public".parse::<Profile>().unwrap(), Profile::Public);
    assert!("secret".parse::<Profile>().is_err());
}

#[test]
fn many_rows_stream_in_groups_and_read_back() {
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    let entries = (0..20_000).map(|number| {
        let mut entry = bare_entry();
        entry.incident.id = format!("i{number}");
        entry
    });
    let mut out = Vec::new();
    incidents(Format::Parquet, &about(Profile::Restricted), entries, &mut out).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(out)).unwrap();
    assert_eq!(reader.metadata().num_row_groups(), 3);
    assert_eq!(reader.metadata().file_metadata().created_by(), Some("dateline"));
    let rows: usize = reader.build().unwrap().map(|batch| batch.unwrap().num_rows()).sum();
    assert_eq!(rows, 20_000);
}
