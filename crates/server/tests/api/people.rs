//! People: signing in, tokens, and what each may do.

use axum::http::Method;
use dateline_server::{Accounts, Error};
use serde_json::json;

use crate::asking::{NOW, Served, password, served, settings, with_accounts};

/// Signs someone in: their cookie and what their page sends with what it changes.
async fn sign_in(served: &Served, name: &str) -> (String, String) {
    let answered = served.post_as("/api/v1/session", &json!({ "name": name, "password": password(name) }), &[]).await;
    let cookie = answered.header("set-cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Max-Age=43200"), "{cookie}");
    let me = answered.done(201);
    assert_eq!(me["name"], name);
    (cookie.split(';').next().unwrap().to_owned(), me["csrf"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn beyond_loopback_there_is_no_server_without_accounts() {
    let here = served().await;
    let mut open = settings(here.ledger());
    open.listen = "0.0.0.0:8321".parse().unwrap();
    let refused = dateline_server::router(open).err().unwrap();
    assert!(matches!(refused, Error::NoAccounts { .. }));
    assert!(refused.hint().unwrap().contains("dateline serve accounts add"));
}

#[tokio::test]
async fn who_has_not_signed_in_sees_the_page_and_nothing_of_the_ledger() {
    let served = with_accounts().await;
    assert_eq!(served.get("/").await.status, 200);
    let me = served.get("/api/v1/me").await.done(200);
    assert_eq!((&me["name"], &me["accounts"]), (&json!(null), &json!(true)));
    for path in ["status", "incidents", "points", "reports/1/original", "events", "incidents.csv", "nothing"] {
        let answered = served.get(&format!("/api/v1/{path}")).await;
        assert_eq!(answered.header("www-authenticate"), "Bearer realm=\"dateline\"");
        answered.problem(401, "sign-in");
    }
    served.post_as("/api/v1/decisions", &json!({}), &[]).await.problem(401, "sign-in");
    let wrong = json!({ "name": "Reed", "password": "the password of Cole" });
    served.post_as("/api/v1/session", &wrong, &[]).await.problem(401, "sign-in");
    let nobody = json!({ "name": "Nobody", "password": "whatever it may be" });
    served.post_as("/api/v1/session", &nobody, &[]).await.problem(401, "sign-in");
    served.get_with("/api/v1/status", &[("authorization", "Bearer dateline_guess")]).await.problem(401, "sign-in");
    served.get_with("/api/v1/status", &[("cookie", "dateline=guess")]).await.problem(401, "sign-in");
}

#[tokio::test]
async fn each_may_do_what_their_role_may() {
    let served = with_accounts().await;
    let (reed, reed_csrf) = sign_in(&served, "Reed").await;
    let (cole, cole_csrf) = sign_in(&served, "Cole").await;
    let (sue, sue_csrf) = sign_in(&served, "Sue").await;
    let [reed, cole, sue] = [(&reed, &reed_csrf), (&cole, &cole_csrf), (&sue, &sue_csrf)]
        .map(|(cookie, csrf)| [("cookie", cookie.as_str()), ("x-csrf-token", csrf.as_str())]);
    let list = served.get_with("/api/v1/incidents?place=Ariha", &reed[..1]).await.done(200);
    let note = json!({ "kind": "note", "target": list["items"][0]["id"], "why": "look again" });
    let problem = served.post_as("/api/v1/decisions", &note, &reed).await.problem(403, "forbidden");
    assert_eq!(problem["role"], "coder");
    let made = served.post_as("/api/v1/decisions", &note, &cole).await.done(201);
    assert_eq!(made["decision"]["who"], "Cole");
    let by_sue = served.post_as("/api/v1/decisions", &note, &sue).await.done(201);
    let undo = |id: &serde_json::Value| json!({ "kind": "undo", "target": id, "why": "no need" });
    let problem = served.post_as("/api/v1/decisions", &undo(&by_sue["decision"]["id"]), &cole).await.problem(403, "forbidden");
    assert_eq!(problem["role"], "supervisor");
    served.post_as("/api/v1/decisions", &undo(&made["decision"]["id"]), &cole).await.done(201);
    served.post_as("/api/v1/decisions", &undo(&by_sue["decision"]["id"]), &sue).await.done(201);
    let report =
        json!({ "text": "An air strike on Tyre killed three people on Friday, officials said.", "published": "2024-09-27" });
    served.post_as("/api/v1/reports", &report, &cole).await.problem(403, "forbidden");
    served.post_as("/api/v1/releases", &json!({ "name": "march" }), &cole).await.problem(403, "forbidden");
    served.post_as("/api/v1/reports", &report, &sue).await.done(201);
    served.post_as("/api/v1/releases", &json!({ "name": "march" }), &sue).await.done(201);
    // Another's word does not go with one's own cookie.
    served.post_as("/api/v1/decisions", &note, &[cole[0], sue[1]]).await.problem(403, "forbidden");
}

#[tokio::test]
async fn a_session_ends_and_a_token_needs_no_word_of_the_page() {
    let served = with_accounts().await;
    let (cookie, csrf) = sign_in(&served, "Cole").await;
    let session = [("cookie", cookie.as_str()), ("x-csrf-token", csrf.as_str())];
    served.get_with("/api/v1/status", &session[..1]).await.done(200);
    let out = served.request(Method::DELETE, "/api/v1/session", Vec::new(), &session).await;
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    served.get_with("/api/v1/status", &session[..1]).await.problem(401, "sign-in");
    let accounts = Accounts::open(&served.ledger()).unwrap();
    let token = format!("Bearer {}", accounts.token("Cole", NOW.parse().unwrap()).unwrap());
    let token = [("authorization", token.as_str())];
    let list = served.get_with("/api/v1/incidents?place=Ariha", &token).await.done(200);
    let note = json!({ "kind": "note", "target": list["items"][0]["id"], "why": "by a program" });
    assert_eq!(served.post_as("/api/v1/decisions", &note, &token).await.done(201)["decision"]["who"], "Cole");
    // A token answers to the one it was made for; another's tag is not theirs.
    accounts.remove("Cole").unwrap();
    served.get_with("/api/v1/status", &token).await.problem(401, "sign-in");
}

#[tokio::test]
async fn a_new_password_ends_what_the_old_one_began() {
    let served = with_accounts().await;
    let (cookie, _) = sign_in(&served, "Reed").await;
    let accounts = Accounts::open(&served.ledger()).unwrap();
    accounts.set("Reed", dateline_server::Role::Reader, "another password of Reed").unwrap();
    served.get_with("/api/v1/status", &[("cookie", &cookie)]).await.problem(401, "sign-in");
    for short in ["", "short", "eleven char"] {
        assert!(accounts.set("Reed", dateline_server::Role::Reader, short).is_err(), "{short}");
    }
    assert!(accounts.set("\n", dateline_server::Role::Reader, "long enough a password").is_err());
}

#[tokio::test]
async fn nothing_secret_stands_in_the_file_of_accounts() {
    let served = with_accounts().await;
    let (cookie, csrf) = sign_in(&served, "Sue").await;
    let accounts = Accounts::open(&served.ledger()).unwrap();
    let token = accounts.token("Sue", NOW.parse().unwrap()).unwrap();
    let path = Accounts::beside(&served.ledger());
    let bytes = std::fs::read(&path).unwrap();
    let holds = |secret: &str| bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
    assert!(holds("Sue") && holds("$argon2id$"));
    for secret in [&password("Sue"), cookie.split('=').nth(1).unwrap(), &token] {
        assert!(!holds(secret));
    }
    // What a page sends is worth nothing without the cookie, and is kept as it is.
    assert!(holds(&csrf));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn guessing_a_password_is_soon_refused() {
    let served = with_accounts().await;
    let guess = json!({ "name": "Sue", "password": "a guess of a password" });
    let mut statuses = Vec::new();
    for _ in 0..7 {
        statuses.push(served.post_as("/api/v1/session", &guess, &[]).await.status.as_u16());
    }
    assert_eq!(statuses, [401, 401, 401, 401, 401, 429, 429]);
    // The right one comes too late as well, until a while has passed.
    let right = json!({ "name": "Sue", "password": password("Sue") });
    served.post_as("/api/v1/session", &right, &[]).await.problem(429, "too-many");
}
