//! The static files of the page, which are compiled into the program.

use super::http::HttpResponse;

/// A file of the page.
struct Asset {
    address: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const PICTURE: &str = "image/svg+xml";

macro_rules! assets {
    ($($kind:ident $address:literal = $file:literal)*) => {
        &[$(Asset { address: $address, kind: $kind, bytes: include_bytes!(concat!("../../web/", $file)) },)*]
    };
}

const ASSETS: &[Asset] = assets! {
    HTML "/" = "index.html"
    STYLE "/style.css" = "style.css"
    PICTURE "/icon.svg" = "icon.svg"
    SCRIPT "/main.js" = "main.js"
    SCRIPT "/texts.js" = "texts.js"
    SCRIPT "/dom.js" = "dom.js"
    SCRIPT "/server.js" = "server.js"
    SCRIPT "/state.js" = "state.js"
    SCRIPT "/figures.js" = "figures.js"
    SCRIPT "/chart.js" = "chart.js"
    SCRIPT "/setup.js" = "setup.js"
    SCRIPT "/editor.js" = "editor.js"
    SCRIPT "/complete.js" = "complete.js"
    SCRIPT "/form.js" = "form.js"
    SCRIPT "/groups.js" = "groups.js"
    SCRIPT "/run.js" = "run.js"
    SCRIPT "/person.js" = "person.js"
    SCRIPT "/list.js" = "list.js"
    SCRIPT "/reports.js" = "reports.js"
    SCRIPT "/words.js" = "words.js"
    SCRIPT "/tour.js" = "tour.js"
    STYLE "/vendor/uPlot.css" = "vendor/uPlot.css"
    SCRIPT "/vendor/uPlot.js" = "vendor/uPlot.js"
};

/// The file with this address.
pub fn find(path: &str) -> Option<HttpResponse> {
    if path == "/palette.css" {
        return Some(HttpResponse::new(STYLE, glasshouse_report::html::palette::css().into_bytes()));
    }
    let asset = ASSETS.iter().find(|asset| asset.address == path)?;
    Some(HttpResponse::new(asset.kind, asset.bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scripts_are_light() {
        let scripts = ASSETS.iter().filter(|asset| asset.kind == SCRIPT);
        let bytes: usize = scripts.map(|asset| asset.bytes.len()).sum();
        assert!(bytes < 400_000, "{bytes} bytes of script");
    }

    #[test]
    fn every_module_that_a_module_asks_for_is_there() {
        for Asset { address, kind, bytes } in ASSETS.iter().filter(|asset| !asset.address.contains("vendor")) {
            let text = String::from_utf8_lossy(bytes);
            for asked in text.split("from \"./").skip(1).filter(|_| *kind == SCRIPT) {
                let name = format!("/{}", asked.split('"').next().unwrap_or_default());
                assert!(find(&name).is_some(), "{address} asks for {name}");
            }
        }
    }
}
