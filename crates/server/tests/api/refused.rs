//! What is refused: each by its status, its kind, and what is wrong by name.

use axum::http::{Method, header};
use serde_json::json;

use crate::asking::{served, served_with};

#[tokio::test]
async fn a_parameter_that_cannot_be_read_is_named() {
    let served = served().await;
    let bad = [
        ("incidents?colour=red", "colour"),
        ("incidents?q=", "q"),
        ("incidents?to=&act=airstrike", "to"),
        ("incidents?from=yesterday", "from"),
        ("incidents?to=2024-13-01", "to"),
        ("incidents?act=airstrikes", "act"),
        ("incidents?act=airstrike&act=nothing", "act"),
        ("incidents?grade=good", "grade"),
        ("incidents?status=seen", "status"),
        ("incidents?killed=-1", "killed"),
        ("incidents?killed=99999999999", "killed"),
        ("incidents?country=Lebanon", "country"),
        ("incidents?bbox=1,2,3", "bbox"),
        ("incidents?bbox=0,50,10,40", "bbox"),
        ("incidents?bbox=NaN,0,0,0", "bbox"),
        ("incidents?q=a-b", "q"),
        ("incidents?q=%22", "q"),
        ("incidents?sort=size", "sort"),
        ("incidents?limit=0", "limit"),
        ("incidents?limit=501", "limit"),
        ("incidents?cursor=00", "cursor"),
        ("incidents?cursor=zz", "cursor"),
        ("incidents?as_of=soon", "as_of"),
        ("points?limit=3", "limit"),
        ("points?precision=P9", "precision"),
        ("facets?sort=time", "sort"),
        ("reports?q=AND", "q"),
        ("review/queue?kind=anything", "kind"),
        ("tallies?cursor=ff", "cursor"),
        ("incidents.csv?profile=secret", "profile"),
        ("incidents.csv?q=a-b", "q"),
        ("me?as_of=2024-01-01", "as_of"),
        ("events?since=1", "since"),
    ];
    for (path, parameter) in bad {
        let problem = served.get(&format!("/api/v1/{path}")).await.problem(400, "bad-parameter");
        assert_eq!(problem["parameter"], parameter, "{path} {problem}");
        assert!(!problem["detail"].as_str().unwrap().is_empty(), "{path}");
    }
    let twice = served.get("/api/v1/incidents?from=2024-01-01&from=2024-02-01").await.problem(400, "bad-parameter");
    assert!(twice["detail"].as_str().unwrap().contains("from"), "{twice}");
    // A cursor is of the list it was given for, and of no other.
    let cursor = served.get("/api/v1/incidents?limit=3").await.json()["next"].as_str().unwrap().to_owned();
    for other in ["incidents?sort=-time&", "incidents?act=airstrike&", "reports?"] {
        served.get(&format!("/api/v1/{other}cursor={cursor}")).await.problem(400, "bad-parameter");
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_to_be_so() {
    let served = served().await;
    for path in [
        "incidents/i000000000000-00000000",
        "incidents/nonsense",
        "incidents/%00",
        "claims/c000000000000-00000000",
        "tallies/t000000000000",
        "reports/999999",
        "reports/-1",
        "reports/one",
        "reports/999999/original",
        "releases/none",
        "releases/none/diff/nothing",
        "basemap.pmtiles",
        "no/such/address",
    ] {
        served.get(&format!("/api/v1/{path}")).await.problem(404, "not-found");
    }
    let ariha = served.ariha().await;
    let claim = ariha["claims"][0].as_str().unwrap();
    served.get(&format!("/api/v1/incidents/{claim}")).await.problem(404, "not-found");
    served.get("/api/v1/incidents/i").await.problem(404, "not-found");
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused_by_its_field() {
    let served = served().await;
    let ariha = served.ariha().await;
    let id = &ariha["id"];
    let bad = [
        (json!({ "kind": "accept" }), "."),
        (json!({ "kind": "bless", "target": id }), "kind"),
        (json!({ "kind": "accept", "target": id, "colour": "red" }), "colour"),
        (json!({ "kind": "accept", "target": 3 }), "target"),
        (json!({ "kind": "accept", "target": id, "cell": "place" }), "cell"),
        (json!({ "kind": "correct", "target": id }), "cell"),
        (json!({ "kind": "merge", "target": id }), "with"),
        (json!({ "kind": "split", "target": id }), "claims"),
        (json!({ "kind": "grade", "target": id }), "grade"),
        (json!({ "kind": "accept", "target": id, "stamp": "now" }), "stamp"),
        (json!({ "kind": "note", "target": id, "why": "x".repeat(4001) }), "why"),
    ];
    for (body, field) in bad {
        let problem = served.post("/api/v1/decisions", &body).await.problem(400, "bad-body");
        assert_eq!(problem["field"], field, "{body} {problem}");
    }
    let cannot = [
        json!({ "kind": "accept", "target": "i000000000000-00000000" }),
        json!({ "kind": "undo", "target": "d999" }),
        json!({ "kind": "grade", "target": id, "grade": "splendid" }),
        json!({ "kind": "correct", "target": ariha["claims"][0], "cell": "counts.0", "value": "many" }),
        json!({ "kind": "correct", "target": id, "cell": "place", "value": "Tyre, LBN" }),
        json!({ "kind": "merge", "target": id, "with": id }),
    ];
    for body in cannot {
        let answered = served.post("/api/v1/decisions", &body).await;
        assert!([404, 422].contains(&answered.status.as_u16()), "{body} {}", answered.text());
    }
    assert_eq!(served.get("/api/v1/decisions").await.json()["total"], 0, "nothing was ruled");
}

#[tokio::test]
async fn a_body_of_another_kind_or_too_long_is_not_read() {
    let served = served().await;
    let csrf = ("x-csrf-token", served.csrf.as_str());
    let form = [("content-type", "application/x-www-form-urlencoded"), csrf];
    for path in ["decisions", "reports", "releases", "session"] {
        let path = format!("/api/v1/{path}");
        served.request(Method::POST, &path, b"kind=accept".to_vec(), &form).await.problem(415, "media-type");
        served.request(Method::POST, &path, b"{}".to_vec(), &[csrf]).await.problem(415, "media-type");
    }
    let json = [("content-type", "application/json"), csrf];
    let long = vec![b' '; (256 << 10) + 1];
    served.request(Method::POST, "/api/v1/decisions", long, &json).await.problem(413, "too-large");
    let long = vec![b' '; (32 << 20) + 1];
    served.request(Method::POST, "/api/v1/reports", long, &json).await.problem(413, "too-large");
    served.request(Method::POST, "/api/v1/decisions", b"{".to_vec(), &json).await.problem(400, "bad-body");
    served.request(Method::POST, "/api/v1/decisions", b"{} {}".to_vec(), &json).await.problem(400, "bad-body");
    served.request(Method::POST, "/api/v1/decisions", vec![0xff, 0xfe], &json).await.problem(400, "bad-body");
}

#[tokio::test]
async fn what_is_not_asked_that_way_says_how_it_is() {
    let served = served().await;
    let csrf = [("x-csrf-token", served.csrf.as_str())];
    for (method, path) in [
        (Method::DELETE, "/api/v1/incidents"),
        (Method::PUT, "/api/v1/decisions"),
        (Method::POST, "/api/v1/status"),
        (Method::PATCH, "/api/v1/incidents/i1"),
    ] {
        let answered = served.request(method, path, Vec::new(), &csrf).await;
        assert!(!answered.header(header::ALLOW).is_empty(), "{path}");
        answered.problem(405, "method");
    }
    served.request(Method::POST, "/review", Vec::new(), &csrf).await.problem(405, "method");
}

#[tokio::test]
async fn on_loopback_only_this_machines_own_names_are_answered() {
    let served = served_with(|settings| settings.hosts = vec!["ledger.example".to_owned()]).await;
    for host in ["localhost", "localhost:8321", "127.0.0.1:9", "[::1]:8321", "Ledger.Example:8321"] {
        assert_eq!(served.get_with("/api/v1/status", &[]).await.status, 200, "{host}");
        let request = axum::http::Request::get("/api/v1/status").header("host", host).body(axum::body::Body::empty()).unwrap();
        assert_eq!(served.send(request).await.status, 200, "{host}");
    }
    for host in ["attacker.example", "localhost.attacker.example", "127.0.0.1.attacker.example:8321", "", "192.168.0.9"] {
        let request = axum::http::Request::get("/").header("host", host).body(axum::body::Body::empty()).unwrap();
        served.send(request).await.problem(421, "host");
    }
}

#[tokio::test]
async fn nothing_is_changed_by_a_page_from_elsewhere() {
    let served = served().await;
    let note = json!({ "kind": "note", "target": served.ariha().await["id"], "why": "from elsewhere" });
    let csrf = ("x-csrf-token", served.csrf.as_str());
    served.post_as("/api/v1/decisions", &note, &[]).await.problem(403, "forbidden");
    served.post_as("/api/v1/decisions", &note, &[("x-csrf-token", "guess")]).await.problem(403, "forbidden");
    served.post_as("/api/v1/decisions", &note, &[csrf, ("origin", "http://attacker.example")]).await.problem(403, "forbidden");
    served.post_as("/api/v1/decisions", &note, &[csrf, ("sec-fetch-site", "cross-site")]).await.problem(403, "forbidden");
    served.post_as("/api/v1/decisions", &note, &[csrf, ("origin", "http://localhost:8321")]).await.done(201);
    served.get_with("/api/v1/status", &[("origin", "http://attacker.example")]).await.done(200);
    let answered = served.get_with("/api/v1/status", &[("origin", "http://attacker.example")]).await;
    assert_eq!(answered.header("access-control-allow-origin"), "", "another page is not let read it");
}

#[tokio::test]
async fn asking_too_often_is_refused_with_when_to_ask_again() {
    let served = served_with(|settings| settings.rate = std::num::NonZeroU32::new(3).unwrap()).await;
    let mut refused = None;
    for _ in 0..20 {
        let answered = served.get("/api/v1/me").await;
        if answered.status == 429 {
            refused = Some(answered);
            break;
        }
    }
    let refused = refused.expect("twenty at once are more than three a second");
    assert!(refused.header(header::RETRY_AFTER).parse::<u64>().unwrap() >= 1);
    refused.problem(429, "too-many");
}
