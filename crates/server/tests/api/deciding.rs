//! What is ruled, taken in and released.

use axum::http::Method;
use serde_json::{Value, json};

use crate::asking::{NOW, Served, served, writer};

const STRIKE: &str = "BEIRUT, Sept 27 (Reuters) - An air strike on Tyre killed three people on Friday, officials said.";

async fn opened(served: &Served, id: &Value) -> Value {
    served.get(&format!("/api/v1/incidents/{}", id.as_str().unwrap())).await.done(200)
}

#[tokio::test]
async fn a_correction_carries_its_person_and_taking_it_back_gives_what_was_there() {
    let served = served().await;
    let before = opened(&served, &served.ariha().await["id"]).await;
    let told = before["claims"].as_array().unwrap().iter().find(|told| !told["claim"]["counts"].as_array().unwrap().is_empty());
    let claim = &told.unwrap()["claim"]["id"];
    let correct = json!({
        "kind": "correct", "target": claim, "cell": "counts.0", "value": "77", "why": "the list names 77", "stamp": before["stamp"]
    });
    let made = served.post("/api/v1/decisions", &correct).await.done(201);
    assert_eq!((&made["decision"]["who"], &made["decision"]["at"]), (&json!("Wren"), &json!(NOW)));
    assert_eq!(made["incidents"], json!([before["incident"]["id"]]));
    let after = opened(&served, &before["incident"]["id"]).await;
    assert_ne!(after["incident"]["tolls"], before["incident"]["tolls"]);
    assert_eq!(after["decisions"][0]["in_force"], true);
    let undo = json!({ "kind": "undo", "target": made["decision"]["id"], "why": "it names 12" });
    served.post("/api/v1/decisions", &undo).await.done(201);
    let again = opened(&served, &before["incident"]["id"]).await;
    assert_eq!(again["incident"], before["incident"]);
    let ruled: Vec<(&Value, &Value)> =
        again["decisions"].as_array().unwrap().iter().map(|made| (&made["action"], &made["in_force"])).collect();
    assert_eq!(ruled, [(&json!("correct"), &json!(false)), (&json!("undo"), &json!(false))]);
}

#[tokio::test]
async fn what_is_no_longer_as_it_was_seen_is_not_ruled_on() {
    let served = served().await;
    let seen = opened(&served, &served.ariha().await["id"]).await;
    let accept = |who: &str| json!({ "kind": "accept", "target": seen["incident"]["id"], "why": who, "stamp": seen["stamp"] });
    served.post("/api/v1/decisions", &accept("first")).await.done(201);
    let problem = served.post("/api/v1/decisions", &accept("second")).await.problem(409, "conflict");
    let changed = problem["changed"].as_array().unwrap();
    assert!(changed.len() == 1 && changed[0].as_str().unwrap().ends_with("(accept by Wren)"), "{problem}");
    assert_eq!(served.get("/api/v1/decisions").await.done(200)["total"], 1);
    // As it is seen now it can be ruled on.
    let now = opened(&served, &seen["incident"]["id"]).await;
    let grade = json!({ "kind": "grade", "target": seen["incident"]["id"], "grade": "fair", "why": "two sources", "stamp": now["stamp"] });
    served.post("/api/v1/decisions", &grade).await.done(201);
    assert_eq!(opened(&served, &seen["incident"]["id"]).await["incident"]["grade"], "fair");
}

#[tokio::test]
async fn an_incident_that_is_gone_is_not_ruled_on_by_its_stamp() {
    let served = served().await;
    let seen = opened(&served, &served.ariha().await["id"]).await;
    let reject = json!({ "kind": "reject", "target": seen["incident"]["id"], "why": "a drill", "stamp": seen["stamp"] });
    let made = served.post("/api/v1/decisions", &reject).await.done(201);
    assert_eq!(made["incidents"], json!([]));
    served.post("/api/v1/decisions", &reject).await.problem(409, "conflict");
    served.get(&format!("/api/v1/incidents/{}", seen["incident"]["id"].as_str().unwrap())).await.problem(404, "not-found");
}

#[tokio::test]
async fn two_incidents_are_merged_and_split_again() {
    let served = served().await;
    let queue = served.get("/api/v1/review/queue?kind=proposal").await.done(200);
    let (a, b) = (&queue["items"][0]["proposal"]["a"], &queue["items"][0]["proposal"]["b"]);
    let (seen_a, seen_b) = (opened(&served, &a["id"]).await, opened(&served, &b["id"]).await);
    let merge = json!({
        "kind": "merge", "target": a["id"], "with": b["id"], "why": "one strike", "stamp": seen_a["stamp"], "with_stamp": seen_b["stamp"]
    });
    let merged = served.post("/api/v1/decisions", &merge).await.done(201);
    let one = merged["incidents"].as_array().unwrap();
    assert_eq!(one.len(), 1, "{merged}");
    // Either id opens the one that holds both.
    assert_eq!(opened(&served, &a["id"]).await["incident"]["id"], one[0]);
    assert_eq!(opened(&served, &b["id"]).await["incident"]["id"], one[0]);
    let split = json!({ "kind": "split", "target": one[0], "claims": b["claims"], "why": "an hour apart" });
    let split = served.post("/api/v1/decisions", &split).await.done(201);
    assert_eq!(split["incidents"].as_array().unwrap().len(), 2, "{split}");
    let (again_a, again_b) = (opened(&served, &a["id"]).await, opened(&served, &b["id"]).await);
    assert_eq!((&again_a["incident"]["claims"], &again_b["incident"]["claims"]), (&a["claims"], &b["claims"]));
}

#[tokio::test]
async fn a_pair_that_looks_like_one_is_ruled_to_be_two_and_waits_no_longer() {
    let served = served().await;
    let pairs = served.walk("/api/v1/review/queue?kind=proposal", 500).await;
    let (a, b) = (&pairs[0]["proposal"]["a"], &pairs[0]["proposal"]["b"]);
    let seen = opened(&served, &a["id"]).await;
    let apart = json!({ "kind": "apart", "target": a["id"], "with": b["id"], "why": "two streets", "stamp": seen["stamp"] });
    let ruled = served.post("/api/v1/decisions", &apart).await.done(201);
    assert_eq!(ruled["incidents"].as_array().unwrap().len(), 2, "{ruled}");
    let left = served.walk("/api/v1/review/queue?kind=proposal", 500).await;
    assert!(
        left.len() < pairs.len()
            && !left.iter().any(|pair| pair["proposal"]["a"]["id"] == a["id"] && pair["proposal"]["b"]["id"] == b["id"])
    );
    let undo = json!({ "kind": "undo", "target": ruled["decision"]["id"], "why": "looked again" });
    served.post("/api/v1/decisions", &undo).await.done(201);
    assert_eq!(served.walk("/api/v1/review/queue?kind=proposal", 500).await.len(), pairs.len());
    let same = json!({ "kind": "apart", "target": a["id"], "with": a["id"], "why": "a slip" });
    assert!(
        served.post("/api/v1/decisions", &same).await.problem(422, "refused")["detail"].as_str().unwrap().contains("split it")
    );
}

#[tokio::test]
async fn two_people_at_one_machine_disagree_and_their_agreement_is_measured() {
    let served = served().await;
    let ariha = served.ariha().await;
    let me = served.post("/api/v1/session", &json!({ "name": "Finch" })).await;
    let cookie = me.header("set-cookie").split(';').next().unwrap().to_owned();
    assert!(me.header("set-cookie").contains("HttpOnly; SameSite=Strict"));
    let csrf = me.done(201)["csrf"].as_str().unwrap().to_owned();
    let grade = |grade: &str, blind: bool| json!({ "kind": "grade", "target": ariha["id"], "grade": grade, "why": "my reading", "blind": blind });
    served.post("/api/v1/decisions", &grade("weak", true)).await.done(201);
    let finch = served.post_as("/api/v1/decisions", &grade("fair", true), &[("cookie", &cookie), ("x-csrf-token", &csrf)]).await;
    assert_eq!(finch.done(201)["decision"]["who"], "Finch");
    let agreement = served.get("/api/v1/agreement").await.done(200);
    assert_eq!(agreement["coders"], json!(["Finch", "Wren"]));
    assert_eq!((&agreement["all"]["items"], &agreement["all"]["percent"]), (&json!(1), &json!(0.0)));
    assert_eq!(agreement["differ"][0]["target"], ariha["id"]);
    assert_ne!(served.ariha().await["grade"], json!(null));
}

#[tokio::test]
async fn reports_are_taken_in_each_that_cannot_be_read_is_named_and_none_twice() {
    let served = served().await;
    let report = json!({ "id": "tyre-1", "text": STRIKE, "published": "2024-09-27", "outlet": "Coast Courier" });
    let taken = served.post("/api/v1/reports", &report).await.done(201);
    assert_eq!((&taken["taken"], &taken["held"], &taken["problems"]), (&json!(1), &json!(0), &json!([])));
    let incident = opened(&served, &taken["incidents"][0]).await;
    assert_eq!(incident["incident"]["place"]["name"], "Tyre");
    assert_eq!(incident["claims"][0]["sources"][0]["origin"], "sent by Wren");
    assert_eq!(incident["claims"][0]["sources"][0]["at"], NOW);
    let lines =
        format!("{report}\nnot json\n{}\n", json!({ "text": STRIKE.replace("Tyre", "Sidon"), "published": "2024-09-27" }));
    let headers = [("content-type", "application/x-ndjson"), ("x-csrf-token", served.csrf.as_str())];
    let taken = served.request(Method::POST, "/api/v1/reports", lines.into_bytes(), &headers).await.done(201);
    assert_eq!((&taken["taken"], &taken["held"]), (&json!(1), &json!(1)));
    assert_eq!(taken["problems"][0]["record"], 2);
    assert!(taken["problems"][0]["message"].as_str().unwrap().contains("JSON"), "{taken}");
    for nothing in [&b""[..], b"not json", b"{}", b"\n\n"] {
        let refused = served.request(Method::POST, "/api/v1/reports", nothing.to_vec(), &headers).await.problem(422, "refused");
        assert_eq!(refused["problems"][0]["record"], 1, "{refused}");
    }
    assert_eq!(served.get("/api/v1/status").await.done(200)["counts"]["reports"], 61);
}

#[tokio::test]
async fn hostile_text_comes_back_as_it_was_sent_and_is_never_a_page() {
    let served = served().await;
    let text = format!("{STRIKE} <script>alert(1)</script> \u{202e}desrever\u{202c} \u{7} &amp; {}", "x".repeat(20_000));
    let taken =
        served.post("/api/v1/reports", &json!({ "id": "<img src=x>", "text": text, "published": "2024-09-27" })).await.done(201);
    let capture = &taken["captures"][0];
    let report = served.get(&format!("/api/v1/reports/{capture}")).await;
    assert_eq!(report.header("content-type"), "application/json");
    assert_eq!((&report.json()["text"], &report.json()["report"]["id"]), (&json!(text), &json!("<img src=x>")));
    let original = served.get(&format!("/api/v1/reports/{capture}/original")).await;
    assert_eq!(original.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(original.header("x-content-type-options"), "nosniff");
    assert!(original.text().contains("<script>"));
}

#[tokio::test]
async fn releases_are_made_once_and_differ_by_what_was_ruled_between() {
    let served = served().await;
    let release = |name: &str| json!({ "name": name, "profile": "restricted" });
    let first = served.post("/api/v1/releases", &release("march")).await.done(201);
    assert_eq!((&first["profile"], &first["reports"], &first["at"]), (&json!("restricted"), &json!(59), &json!(NOW)));
    served.post("/api/v1/releases", &release("march")).await.problem(409, "conflict");
    let ariha = served.ariha().await;
    served
        .post("/api/v1/decisions", &json!({ "kind": "grade", "target": ariha["id"], "grade": "confirmed", "why": "owned" }))
        .await
        .done(201);
    served.post("/api/v1/releases", &release("april")).await.done(201);
    let diff = served.get("/api/v1/releases/march/diff/april").await.done(200);
    let changes = diff["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{diff}");
    assert_eq!(
        (&changes[0]["id"], &changes[0]["cell"], &changes[0]["after"]),
        (&ariha["id"], &json!("grade"), &json!("confirmed"))
    );
    assert!(changes[0]["because"][0].as_str().unwrap().contains("grade by Wren"));
    let whole = served.get("/api/v1/releases/april").await.done(200);
    assert!(whole["content"].as_str().unwrap().contains(ariha["id"].as_str().unwrap()));
    served.get("/api/v1/releases/march/diff/may").await.problem(404, "not-found");
}

#[tokio::test]
async fn a_ledger_that_another_writes_to_is_read_and_not_written() {
    let served = served().await;
    let ariha = served.ariha().await;
    let _held = writer(&served.ledger());
    let note = json!({ "kind": "note", "target": ariha["id"], "why": "look again" });
    let problem = served.post("/api/v1/decisions", &note).await;
    assert_eq!(problem.header("retry-after"), "2");
    let problem = problem.problem(503, "held");
    assert!(problem["held_by"].as_str().unwrap().contains("a test"), "{problem}");
    served.get("/api/v1/incidents").await.done(200);
}
