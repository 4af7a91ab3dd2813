//! The description of the API, made of the code that answers it.
//!
//! What the wire format has is described in `wire.schema.json`, which a test holds against what is printed. Every operation may answer with
//! a problem.

use serde_json::Value;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, ResponseBuilder, SecurityRequirement,
};
use utoipa::{PartialSchema, ToSchema};

use crate::guard::COOKIE;
use crate::problem::Problem;

/// The schemas of the wire format.
const WIRE: &str = include_str!("wire.schema.json");

/// Records of the wire format by name, to be spoken of in handlers; [`WIRE`] has what is in them.
macro_rules! wire {
    ($($name:ident)*) => { $(
        #[doc = concat!("`", stringify!($name), "` of the wire format dateline/1.")]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                RefOr::T(Schema::Object(ObjectBuilder::new().schema_type(Type::Object).build()))
            }
        }

        impl ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    )* };
}

wire! { Incident Claim Report Tally Decision WireProblem Document }

/// What is said of the API as a whole.
pub fn about() -> OpenApi {
    let license = LicenseBuilder::new().name("Apache-2.0 OR MIT").identifier(Some("Apache-2.0 OR MIT")).build();
    let info = InfoBuilder::new()
        .title("Dateline")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("Reads and corrects a ledger of incidents: who did what to whom, where, when, with what human cost, by whose account."))
        .license(Some(license));
    OpenApiBuilder::new().info(info.build()).build()
}

/// Adds what holds for every operation, who may ask and how it is answered where it goes wrong, and what the wire format has.
pub fn complete(mut api: OpenApi) -> Value {
    let mut components = api.components.take().unwrap_or_default();
    components.schemas.insert("Problem".to_owned(), Problem::schema());
    let session = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(COOKIE)));
    let token = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    components.add_security_scheme("session", session);
    components.add_security_scheme("token", token);
    api.components = Some(components);
    let none: [&str; 0] = [];
    let either =
        vec![SecurityRequirement::new("session", none), SecurityRequirement::new("token", none), SecurityRequirement::default()];
    api.security = Some(either);
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let problem = ResponseBuilder::new()
        .description("Why it was not done, by RFC 9457")
        .content("application/problem+json", content)
        .build();
    for item in api.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.post, &mut item.delete];
        for operation in operations.into_iter().flatten() {
            operation.responses.responses.insert("default".to_owned(), RefOr::T(problem.clone()));
        }
    }
    let mut described = serde_json::to_value(&api).unwrap_or_default();
    let wire: serde_json::Map<String, Value> = serde_json::from_str(WIRE).unwrap_or_default();
    if let Some(schemas) = described["components"]["schemas"].as_object_mut() {
        schemas.extend(wire);
    }
    described
}
