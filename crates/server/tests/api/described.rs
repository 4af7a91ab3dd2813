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
                 incidents.plover incidents.airwars incidents.hxl incidents.timemap points facets summary spots claims/{id} reports reports/{capture} \
                 reports/{capture}/original tallies tallies/{id} review/queue decisions releases releases/{name} \
                 releases/{from}/diff/{to} agreement events me places openapi.json",
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

/// Everything read, held against what is said of it: each field printed is described, and each field needed is printed.
#[tokio::test]
async fn what_is_printed_is_what_is_described() {
    let served = served().await;
    let api = served.get("/api/v1/openapi.json").await.json();
    let incident = served.ariha().await["id"].as_str().unwrap().to_owned();
    let made = served
        .post("/api/v1/decisions", &serde_json::json!({ "kind": "note", "target": incident, "why": "read" }))
        .await
        .done(201);
    fits(&api, &described(&api, "/api/v1/decisions", "post", "201"), &made, "decisions");
    let opened = served.get(&format!("/api/v1/incidents/{incident}")).await.json();
    let claim = opened["claims"][0]["claim"]["id"].as_str().unwrap().to_owned();
    let capture = opened["claims"][0]["sources"][0]["capture"].to_string();
    let tally = served.get("/api/v1/tallies").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    for (path, asked) in [
        ("status", "status".to_owned()),
        ("incidents", "incidents?limit=500".to_owned()),
        ("incidents/{id}", format!("incidents/{incident}")),
        ("claims/{id}", format!("claims/{claim}")),
        ("points", "points".to_owned()),
        ("summary", "summary?act=airstrike".to_owned()),
        ("spots", "spots".to_owned()),
        ("facets", "facets".to_owned()),
        ("reports", "reports?limit=500".to_owned()),
        ("reports/{capture}", format!("reports/{capture}")),
        ("tallies", "tallies".to_owned()),
        ("tallies/{id}", format!("tallies/{tally}")),
        ("review/queue", "review/queue?limit=500".to_owned()),
        ("agreement", "agreement".to_owned()),
        ("decisions", "decisions".to_owned()),
        ("releases", "releases".to_owned()),
        ("me", "me".to_owned()),
        ("places", "places?bbox=35,33,37,37".to_owned()),
    ] {
        let answer = served.get(&format!("/api/v1/{asked}")).await.done(200);
        fits(&api, &described(&api, &format!("/api/v1/{path}"), "get", "200"), &answer, path);
    }
}

fn described(api: &Value, path: &str, method: &str, status: &str) -> Value {
    api["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"].clone()
}

/// As much of JSON Schema as the description uses.
fn fits(api: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let named = api.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("{name} is nowhere"));
        return fits(api, named, value, at);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut known = BTreeSet::new();
        for part in parts {
            let part = part["$ref"].as_str().and_then(|name| api.pointer(name.trim_start_matches('#'))).unwrap_or(part);
            needs(part, value, at);
            for (name, of) in part["properties"].as_object().into_iter().flatten() {
                known.insert(name.clone());
                value.get(name).inspect(|field| fits(api, of, field, &format!("{at}.{name}")));
            }
        }
        for name in value.as_object().unwrap().keys() {
            assert!(known.contains(name), "{at}.{name} is not described");
        }
        return;
    }
    if let Some(either) = schema["oneOf"].as_array() {
        let is_null = |schema: &&Value| schema["type"] == "null";
        return match (value.is_null(), either.iter().find(|schema| !is_null(schema))) {
            (true, _) => assert!(either.iter().any(|schema| is_null(&schema)), "{at} is null"),
            (false, Some(schema)) => fits(api, schema, value, at),
            (false, None) => panic!("{at} is nothing"),
        };
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => return, // anything
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) if types.contains(&"integer") => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(types.contains(&kind), "{at} is {kind}, not {types:?}");
    if let Some(allowed) = schema["enum"].as_array() {
        assert!(allowed.contains(value), "{at} is {value}");
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        fits(api, &schema["items"], item, &format!("{at}[{index}]"));
    }
    if let (Some(fields), Some(known)) = (value.as_object(), schema["properties"].as_object()) {
        needs(schema, value, at);
        for (name, field) in fields {
            let of = known.get(name).unwrap_or_else(|| panic!("{at}.{name} is not described"));
            fits(api, of, field, &format!("{at}.{name}"));
        }
    }
}

fn needs(schema: &Value, value: &Value, at: &str) {
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(value.get(name.as_str().unwrap()).is_some(), "{at}.{name} is not printed");
    }
}
