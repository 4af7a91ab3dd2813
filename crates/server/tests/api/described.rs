//! What is described is what is answered, and the other way round.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use serde_json::Value;

use crate::asking::served;

#[tokio::test]
async fn every_address_described_is_answered_and_knows_its_parameters() {
    let served = served().await;
    let api = served.get("/api/v1/openapi.json").await.done(200);
    assert!(api["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths = api["paths"].as_object().unwrap();
    assert!(paths.len() > 25, "{}", paths.len());
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap() {
            let asked = path
                .replace("{id}", "i0")
                .replace("{capture}", "0")
                .replace("{name}", "x")
                .replace("{from}", "x")
                .replace("{to}", "y");
            let verb = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let csrf = [("x-csrf-token", served.csrf.as_str())];
            if path != "/api/v1/events" {
                let answered = served.request(verb.clone(), &asked, Vec::new(), &csrf).await;
                assert!(![405, 500, 501].contains(&answered.status.as_u16()), "{method} {path} {}", answered.text());
                let unknown = answered.text().contains("the API has no");
                assert!(!unknown, "{method} {path}");
            }
            assert!(operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{method} {path}");
            assert!(operation["responses"]["default"].is_object(), "{method} {path}");
            let odd = served
                .request(
                    verb,
                    &format!("{asked}?no_such_parameter=1"),
                    b"{}".to_vec(),
                    &[csrf[0], ("content-type", "application/json")],
                )
                .await;
            if path != "/api/v1/basemap.pmtiles" {
                let problem = odd.problem(400, "bad-parameter");
                let told = problem["detail"].as_str().unwrap();
                for parameter in operation["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "query") {
                    let name = parameter["name"].as_str().unwrap();
                    assert!(told.contains(name), "{method} {path} does not know {name}: {told}");
                    assert!(parameter["description"].as_str().is_some_and(|text| !text.is_empty()), "{path} {name}");
                }
            }
        }
    }
}

#[tokio::test]
async fn every_schema_named_is_described() {
    let served = served().await;
    let api = served.get("/api/v1/openapi.json").await.json();
    let mut named = BTreeSet::new();
    references(&api, &mut named);
    let schemas = &api["components"]["schemas"];
    for name in named {
        let schema = name.strip_prefix("#/components/schemas/").unwrap();
        assert!(schemas[schema].is_object(), "{name} is nowhere");
    }
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(name)) = fields.get("$ref") {
                found.insert(name.clone());
            }
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// The addresses that the contract with the page names.
#[tokio::test]
async fn the_addresses_of_the_contract_are_all_there() {
    let api = served().await.get("/api/v1/openapi.json").await.json();
    let contract = BTreeMap::from([
        (
            "get",
            "status incidents incidents/{id} incidents.csv incidents.geojson incidents.parquet incidents.ucdp incidents.acled \
                 incidents.plover incidents.airwars incidents.hxl incidents.timemap points facets claims/{id} reports reports/{capture} \
                 reports/{capture}/original tallies tallies/{id} review/queue decisions releases releases/{name} \
                 releases/{from}/diff/{to} agreement events me openapi.json",
        ),
        ("post", "decisions reports releases session"),
        ("delete", "session"),
    ]);
    for (method, paths) in contract {
        for path in paths.split_whitespace() {
            assert!(api["paths"][format!("/api/v1/{path}")][method].is_object(), "{method} {path}");
        }
    }
}
