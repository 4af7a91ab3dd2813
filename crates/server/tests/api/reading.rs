//! What is read: each address on the ledger of the examples.

use std::collections::BTreeSet;

use axum::http::header;
use serde_json::{Value, json};

use crate::asking::{NOW, TAKEN_IN, served};

fn ids(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_status_says_what_the_ledger_holds_and_who_asks() {
    let served = served().await;
    let status = served.get("/api/v1/status").await.done(200);
    assert_eq!(status["ledger"], json!({ "name": "dateline.db" }));
    assert_eq!(status["engine"], dateline::ENGINE);
    assert_eq!(status["policy"]["name"], "dateline-default");
    assert_eq!(status["counts"]["reports"], 59);
    assert_eq!(status["counts"]["decisions"], 0);
    assert_eq!(status["moments"], json!({ "first": TAKEN_IN, "last": TAKEN_IN }));
    assert_eq!((&status["me"]["name"], &status["me"]["role"]), (&json!("Wren"), &json!("admin")));
    assert_eq!((&status["as_of"], &status["basemap"], &status["watching"]), (&Value::Null, &Value::Null, &json!(false)));
    let before = served.get("/api/v1/status?as_of=2025-03-01").await.done(200);
    assert_eq!((&before["counts"]["reports"], &before["as_of"]), (&json!(0), &json!("2025-03-01T23:59:59Z")));
}

#[tokio::test]
async fn a_list_walked_piece_by_piece_is_the_whole_list_in_every_order() {
    let served = served().await;
    let whole = served.walk("/api/v1/incidents", 500).await;
    assert!(whole.len() > 50, "{}", whole.len());
    for order in ["time", "killed", "place", "act", "grade"] {
        let up = served.walk(&format!("/api/v1/incidents?sort={order}"), 7).await;
        let down = served.walk(&format!("/api/v1/incidents?sort=-{order}"), 11).await;
        let (up, down) = (ids(&up), ids(&down));
        let all: BTreeSet<&str> = ids(&whole).into_iter().collect();
        assert_eq!(up.iter().copied().collect::<BTreeSet<_>>(), all, "{order}");
        assert_eq!(down.iter().copied().collect::<BTreeSet<_>>(), all, "-{order}");
        assert_eq!((up.len(), down.len()), (whole.len(), whole.len()), "{order} repeats one");
    }
    assert_eq!(ids(&served.walk("/api/v1/incidents", 3).await), ids(&whole));
    let killed = served.walk("/api/v1/incidents?sort=-killed", 9).await;
    let best = |incident: &Value| {
        let tolls = incident["tolls"].as_array().unwrap();
        tolls.iter().find(|toll| toll["measure"] == "killed" && toll["group"] == "all").and_then(|toll| toll["best"].as_u64())
    };
    let figures: Vec<Option<u64>> = killed.iter().map(best).collect();
    assert!(figures.windows(2).all(|pair| pair[0] >= pair[1]), "{figures:?}");
    assert!(figures.last().unwrap().is_none(), "what is unknown comes last");
    let filtered = "/api/v1/incidents?act=airstrike&act=shelling&sort=-time";
    let filtered = served.walk(filtered, 2).await;
    assert!(filtered.iter().all(|incident| ["airstrike", "shelling"].contains(&incident["act"].as_str().unwrap())));
    for list in ["reports", "tallies", "review/queue", "review/queue?kind=incident", "decisions", "releases"] {
        let whole = served.walk(&format!("/api/v1/{list}"), 500).await;
        assert_eq!(served.walk(&format!("/api/v1/{list}"), 4).await, whole, "{list}");
    }
}

#[tokio::test]
async fn filters_keep_what_fits_and_points_and_facets_fit_the_same() {
    let served = served().await;
    let filters = [
        "act=airstrike",
        "country=SYR&country=UKR",
        "grade=weak",
        "status=machine",
        "killed=10",
        "q=market",
        "from=2025-02-01&to=2025-02-28",
        "place=Ariha",
        "actor=russia",
        "bbox=35,30,45,40",
        "bbox=170,-90,-170,90",
        "act=airstrike&killed=3&q=hospital",
        "precision=P0&precision=P1&precision=P2",
    ];
    for filter in filters {
        let items = served.walk(&format!("/api/v1/incidents?{filter}"), 500).await;
        let points = served.get(&format!("/api/v1/points?{filter}")).await.done(200);
        assert_eq!(points["ids"], json!(ids(&items)), "{filter}");
        for column in
            ["lat", "lon", "precision", "first", "last", "act", "grade", "status", "low", "best", "high", "place", "country"]
        {
            assert_eq!(points[column].as_array().unwrap().len(), items.len(), "{filter} {column}");
        }
        let facets = served.get(&format!("/api/v1/facets?{filter}")).await.done(200);
        let sum = |facet: &str| facets[facet].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).sum::<u64>();
        assert_eq!((sum("act"), sum("grade"), sum("status")), (items.len() as u64, items.len() as u64, items.len() as u64));
        let summary = served.get(&format!("/api/v1/summary?{filter}")).await.done(200);
        assert_eq!(summary["total"], json!(items.len()), "{filter}");
        let spots = served.get(&format!("/api/v1/spots?{filter}")).await.done(200);
        let placed: u64 = spots["count"].as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).sum();
        let here = items.iter().filter(|item| item["place"]["lat"].is_number()).count() as u64;
        assert!(if filter.contains("bbox") { placed >= here } else { placed == here }, "{filter} {placed} {here}");
    }
    let inside = served.walk("/api/v1/incidents?bbox=35,30,45,40", 500).await;
    assert!(!inside.is_empty());
    for incident in inside {
        let (lat, lon) = (incident["place"]["lat"].as_f64().unwrap(), incident["place"]["lon"].as_f64().unwrap());
        assert!((30.0..=40.0).contains(&lat) && (35.0..=45.0).contains(&lon), "{lat} {lon}");
    }
}

#[tokio::test]
async fn an_incident_opens_to_its_claims_its_reports_and_how_its_toll_moved() {
    let served = served().await;
    let ariha = served.ariha().await;
    let id = ariha["id"].as_str().unwrap();
    let opened = served.get(&format!("/api/v1/incidents/{id}")).await.done(200);
    assert_eq!(opened["incident"], ariha);
    let claims: Vec<&Value> = opened["claims"].as_array().unwrap().iter().map(|told| &told["claim"]["id"]).collect();
    assert_eq!(json!(claims), ariha["claims"]);
    let history = opened["history"].as_array().unwrap();
    let last = history.iter().rfind(|step| step["measure"] == "killed" && step["group"] == "all").unwrap();
    let toll =
        ariha["tolls"].as_array().unwrap().iter().find(|toll| toll["measure"] == "killed" && toll["group"] == "all").unwrap();
    assert_eq!((&last["low"], &last["best"], &last["high"]), (&toll["low"], &toll["best"], &toll["high"]));
    assert!(history.windows(2).all(|pair| pair[0]["at"].as_str() <= pair[1]["at"].as_str()), "{history:?}");
    assert!(history.iter().all(|step| step["claims"].is_array() && step["capture"].is_i64()));
    // Every claim's words stand in the text of each of its reports.
    for told in opened["claims"].as_array().unwrap() {
        for source in told["sources"].as_array().unwrap() {
            let report = served.get(&format!("/api/v1/reports/{}", source["capture"])).await.done(200);
            let span = &told["claim"]["span"];
            let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
            assert_eq!(report["text"].as_str().unwrap().get(start..end), span["text"].as_str());
            assert!(report["incidents"].as_array().unwrap().contains(&json!(id)));
        }
    }
    let witnesses = opened["copies"].as_array().unwrap();
    assert!(
        witnesses.iter().any(|text| text["captures"].as_array().unwrap().len() > 1),
        "the copy counts as the wire's text: {witnesses:?}"
    );
    // The beginning of an id will do; a claim's id opens the claim, with the incident that holds it.
    assert_eq!(served.get(&format!("/api/v1/incidents/{}", &id[..10])).await.done(200)["incident"]["id"], id);
    let claim = served.get(&format!("/api/v1/claims/{}", claims[0].as_str().unwrap())).await.done(200);
    assert_eq!((&claim["claim"]["id"], &claim["incident"]["id"]), (claims[0], &json!(id)));
}

#[tokio::test]
async fn a_report_opens_to_its_text_and_its_exact_bytes() {
    let served = served().await;
    let reports = served.walk("/api/v1/reports?q=Ariha", 500).await;
    let report = reports.iter().find(|report| report["report"]["id"] == "ariha-market-wire.md").unwrap();
    let original = served.get(&format!("/api/v1/reports/{}/original", report["capture"])).await;
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports/ariha-market-wire.md");
    assert_eq!(original.body, std::fs::read(file).unwrap());
    assert_eq!(original.header(header::CONTENT_TYPE), "text/plain; charset=utf-8");
    assert_eq!(original.header(header::CONTENT_SECURITY_POLICY), "default-src 'none'; sandbox");
    let opened = served.get(&format!("/api/v1/reports/{}", report["capture"])).await.done(200);
    assert_eq!(opened["raw"]["media"], "markdown");
    assert_eq!(opened["raw"]["bytes"], original.body.len());
    assert!(!opened["claims"].as_array().unwrap().is_empty());
    assert_eq!(opened["at"], TAKEN_IN);
}

#[tokio::test]
async fn series_are_listed_with_what_they_cover() {
    let served = served().await;
    let tallies = served.walk("/api/v1/tallies", 500).await;
    assert_eq!(tallies.len(), served.get("/api/v1/status").await.json()["counts"]["series"].as_u64().unwrap() as usize);
    let covering = tallies.iter().find(|tally| !tally["covers"].as_array().unwrap().is_empty()).unwrap();
    assert_eq!(served.get(&format!("/api/v1/tallies/{}", covering["id"].as_str().unwrap())).await.done(200), *covering);
    let covered = covering["covers"][0].as_str().unwrap();
    let incident = served.get(&format!("/api/v1/incidents/{covered}")).await.done(200);
    assert!(incident["tallies"].as_array().unwrap().iter().any(|tally| tally["id"] == covering["id"]));
}

#[tokio::test]
async fn towns_of_a_part_of_the_map_come_the_greatest_first() {
    let served = served().await;
    let towns = served.get("/api/v1/places?bbox=35.5,35.3,37.5,36.6&limit=5").await.done(200);
    let names: Vec<&str> = towns["items"].as_array().unwrap().iter().map(|town| town["name"].as_str().unwrap()).collect();
    assert_eq!((names.len(), names[0]), (5, "Aleppo"), "{names:?}");
    let more = served.walk("/api/v1/places?bbox=35.5,35.3,37.5,36.6", 100).await;
    assert_eq!(towns["total"], more.len());
    let people: Vec<u64> = more.iter().map(|town| town["population"].as_u64().unwrap()).collect();
    assert!(people.windows(2).all(|pair| pair[0] >= pair[1]));
    let over_the_line = served.walk("/api/v1/places?bbox=175,-25,-175,-10", 100).await;
    assert!(over_the_line.iter().any(|town| town["lon"].as_f64().unwrap() < 0.0), "Fiji lies on both sides");
    assert_eq!(served.get("/api/v1/places?bbox=here").await.status, 400);
}

#[tokio::test]
async fn the_queue_has_pairs_and_unsure_incidents_most_first() {
    let served = served().await;
    let queue = served.walk("/api/v1/review/queue", 500).await;
    let pairs = served.walk("/api/v1/review/queue?kind=proposal", 500).await;
    assert!(!pairs.is_empty() && pairs.iter().all(|pair| pair["proposal"]["a"]["id"] != pair["proposal"]["b"]["id"]));
    assert_eq!(queue[..pairs.len()], pairs);
    for side in ["a", "b"] {
        let id = pairs[0]["proposal"][side]["id"].as_str().unwrap();
        let names = |pair: &Value| pair["a"]["id"] == id || pair["b"]["id"] == id;
        let waiting = pairs.iter().filter(|pair| names(&pair["proposal"])).count();
        let opened = served.get(&format!("/api/v1/incidents/{id}")).await.done(200);
        assert_eq!(opened["proposals_total"], waiting, "{id}");
        assert_eq!(opened["proposals"].as_array().unwrap().len(), waiting.min(20), "{id}");
        assert_eq!(opened["proposals"][0]["why"].is_string(), waiting > 0);
    }
    let values: Vec<u64> = queue[pairs.len()..].iter().map(|look| look["value"].as_u64().unwrap()).collect();
    assert!(values.windows(2).all(|pair| pair[0] >= pair[1]), "{values:?}");
    assert!(queue[pairs.len()..].iter().all(|look| look["incident"]["status"] == "machine"));
}

#[tokio::test]
async fn the_same_tag_is_answered_with_nothing_until_something_changes() {
    let served = served().await;
    for path in [
        "incidents",
        "points?act=airstrike",
        "facets",
        "summary",
        "spots?act=airstrike",
        "tallies",
        "reports?q=market",
        "review/queue",
        "incidents?as_of=2025-03-15",
    ] {
        let path = format!("/api/v1/{path}");
        let first = served.get(&path).await;
        let tag = first.header(header::ETAG).to_owned();
        assert!(tag.starts_with('"'), "{path} {tag}");
        let again = served.get_with(&path, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header(header::ETAG), tag);
    }
    let tag = served.get("/api/v1/incidents").await.header(header::ETAG).to_owned();
    let other = served.get_with("/api/v1/incidents?limit=3", &[("if-none-match", &tag)]).await;
    assert_eq!(other.status, 200, "another list has another tag");
    let ariha = served.ariha().await;
    served.post("/api/v1/decisions", &json!({ "kind": "accept", "target": ariha["id"], "why": "read it" })).await.done(201);
    assert_eq!(served.get_with("/api/v1/incidents", &[("if-none-match", &tag)]).await.status, 200);
}

#[tokio::test]
async fn as_of_a_moment_before_what_was_ruled_since_is_not_so() {
    let served = served().await;
    let ariha = served.ariha().await;
    let path = format!("/api/v1/incidents/{}", ariha["id"].as_str().unwrap());
    served.post("/api/v1/decisions", &json!({ "kind": "accept", "target": ariha["id"], "why": "read it" })).await.done(201);
    assert_eq!(served.get(&path).await.done(200)["incident"]["status"], "reviewed");
    let before = served.get(&format!("{path}?as_of={TAKEN_IN}")).await.done(200);
    assert_eq!((&before["incident"]["status"], &before["decisions"]), (&json!("machine"), &json!([])));
    assert_eq!(served.get(&format!("{path}?as_of={NOW}")).await.done(200)["incident"]["status"], "reviewed");
    assert_eq!(served.get("/api/v1/incidents?as_of=2020-01-01").await.done(200)["total"], 0);
}

#[tokio::test]
async fn every_download_is_of_the_incidents_that_fit() {
    let served = served().await;
    let csv = served.get("/api/v1/incidents.csv?act=airstrike").await;
    let fitting = served.walk("/api/v1/incidents?act=airstrike", 500).await;
    assert_eq!(csv.header(header::CONTENT_DISPOSITION), "attachment; filename=\"incidents-csv.csv\"");
    for incident in &fitting {
        assert!(csv.text().contains(incident["id"].as_str().unwrap()));
    }
    let geojson = served.get("/api/v1/incidents.geojson?act=airstrike").await.json();
    assert_eq!(geojson["type"], "FeatureCollection");
    let lines = served.get("/api/v1/incidents.jsonl?act=airstrike&profile=public").await.text();
    assert_eq!(lines.lines().count(), fitting.len());
    for format in ["parquet", "ucdp", "acled", "plover", "airwars", "hxl", "timemap"] {
        let file = served.get(&format!("/api/v1/incidents.{format}?from=2024-01-01")).await;
        assert_eq!(file.status, 200, "{format}");
        assert!(file.body.len() > 100, "{format}");
    }
    assert!(served.get("/api/v1/incidents.parquet").await.body.starts_with(b"PAR1"));
}

#[tokio::test]
async fn every_other_address_is_the_page_and_carries_what_keeps_it_safe() {
    let served = served().await;
    for path in ["/", "/incident/i1234", "/docs", "/review?kind=proposal"] {
        let page = served.get(path).await;
        assert_eq!((page.status.as_u16(), page.header(header::CONTENT_TYPE)), (200, "text/html; charset=utf-8"), "{path}");
        let policy = page.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'self';") && !policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert_eq!(page.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(page.header(header::REFERRER_POLICY), "no-referrer");
        assert_eq!(page.header(header::X_FRAME_OPTIONS), "DENY");
    }
    served.get("/assets/nothing-here.js").await.problem(404, "not-found");
}

#[tokio::test]
async fn events_begin_with_what_the_ledger_stands_at() {
    use axum::body::Body;
    use axum::http::Request;
    use futures_util::StreamExt;
    use tower::ServiceExt;
    let served = served().await;
    let head = served.get("/api/v1/status").await.json()["head"].as_str().unwrap().to_owned();
    let request = Request::get("/api/v1/events").header("host", "localhost").body(Body::empty()).unwrap();
    let response = served.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let first = response.into_body().into_data_stream().next().await.unwrap().unwrap();
    let first = String::from_utf8(first.to_vec()).unwrap();
    assert!(first.starts_with("event: ledger\ndata: ") && first.contains(&head), "{first}");
}
