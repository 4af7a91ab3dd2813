//! Downloads: the incidents that fit, in other projects' formats, written while they are sent.

use std::io::{self, Write};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use dateline_desk::{about, each_entry, names};
use dateline_export::{Format, Profile};
use dateline_ledger::Filter;
use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::{App, elsewhere};
use crate::library::Reading;
use crate::params::{AsOf, Download, Filters, Params};
use crate::problem::Problem;

/// Bytes sent at a time.
const PIECE: usize = 64 << 10;

type Asked = Params<(Filters, Download, AsOf)>;

macro_rules! downloads {
    ($($name:ident $path:literal $format:ident $media:literal $body:ty, $what:literal)*) => {
        $(
            #[doc = $what]
            #[utoipa::path(
                get, path = $path, params(Filters, Download, AsOf), tag = "downloads",
                responses((status = 200, description = "a file", content_type = $media, body = $body))
            )]
            async fn $name(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
                download(app, Format::$format, $media, asked).await
            }
        )*

        /// Adds an address a format.
        pub fn add(router: OpenApiRouter<Arc<App>>) -> OpenApiRouter<Arc<App>> {
            router$(.routes(routes!($name)))*
        }
    };
}

downloads! {
    csv "/api/v1/incidents.csv" Csv "text/csv" Vec<u8>, "The incidents that fit, as a flat table"
    geojson "/api/v1/incidents.geojson" GeoJson "application/geo+json" Object, "The incidents that fit, by RFC 7946"
    parquet "/api/v1/incidents.parquet" Parquet "application/vnd.apache.parquet" Vec<u8>, "The incidents that fit, as the flat table, typed"
    jsonl "/api/v1/incidents.jsonl" Json "application/x-ndjson" Vec<u8>, "The incidents that fit, in our own record, one a line"
    ucdp "/api/v1/incidents.ucdp" Ucdp "text/csv" Vec<u8>, "The incidents that fit, in UCDP GED's columns"
    acled "/api/v1/incidents.acled" Acled "text/csv" Vec<u8>, "The incidents that fit, in ACLED's columns"
    plover "/api/v1/incidents.plover" Plover "application/x-ndjson" Vec<u8>, "The incidents that fit, in PLOVER, one event a line"
    airwars "/api/v1/incidents.airwars" Airwars "text/csv" Vec<u8>, "The incidents that fit, in the style of Airwars' table"
    hxl "/api/v1/incidents.hxl" Hxl "text/csv" Vec<u8>, "The incidents that fit, with a row of HXL hashtags"
    timemap "/api/v1/incidents.timemap" Timemap "application/json" Object, "The incidents that fit, for Forensic Architecture's Timemap"
}

async fn download(app: Arc<App>, format: Format, media: &'static str, asked: Asked) -> Result<Response, Problem> {
    let Params((filters, download, as_of)) = asked;
    let (filter, at) = (filters.filter()?, as_of.moment()?);
    let profile = Profile::from(download.profile);
    // What is wrong with the words is found before the first byte is sent.
    let words = Filter { words: filter.words.clone(), ..Filter::default() };
    app.read_now(move |reading| Ok(reading.ledger.found(&words).map(|_| ())?)).await?;
    let (out, sent) = mpsc::channel::<io::Result<Bytes>>(4);
    tokio::spawn(async move {
        let failed = out.clone();
        let written = elsewhere(move || {
            // A connection of its own: a slow reader keeps none of the others waiting.
            let mut pipe = io::BufWriter::with_capacity(PIECE, Pipe(out));
            app.library.apart(at, |reading| write(reading, &filter, format, profile, at, &mut pipe))?;
            pipe.flush().map_err(|error| Problem::ours(error.to_string()))
        });
        if written.await.is_err() {
            // The status is sent already: the file is left without its end, which its reader sees.
            let _ = failed.send(Err(io::Error::other("the export ended before it was whole"))).await;
        }
    });
    let file = format!("attachment; filename=\"incidents-{}.{}\"", format.slug(), format.extension());
    let file = HeaderValue::from_str(&file).map_err(|error| Problem::ours(error.to_string()))?;
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(media)), (header::CONTENT_DISPOSITION, file)];
    Ok((headers, Body::from_stream(ReceiverStream::new(sent))).into_response())
}

fn write(
    reading: &Reading<'_>,
    filter: &Filter,
    format: Format,
    profile: Profile,
    at: Option<Timestamp>,
    out: &mut impl Write,
) -> Result<(), Problem> {
    let ledger = reading.ledger;
    let (ids, about) = (ledger.ids(filter)?, about(profile, at, None));
    let written = each_entry(ledger, &ids, |entries| match profile {
        Profile::Restricted => Ok(dateline_export::incidents(format, &about, entries, out)?),
        Profile::Public => Ok(dateline_export::incidents_without(&names(ledger, &ids)?, format, &about, entries, out)?),
    });
    written.map_err(|error: dateline_desk::Error| error.into())
}

/// Bytes handed to whoever sends them.
struct Pipe(mpsc::Sender<io::Result<Bytes>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes)));
        sent.map(|()| bytes.len()).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
