//! The model of our own fixtures, as a person reads it.

use super::hold::hold;
use crossfoot::report::model_text;

fn model(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/model").join(name);
    model_text(&hold(&fs_err::read(path).expect("a fixture")))
}

macro_rules! fixtures {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                let name = stringify!($name);
                insta::assert_snapshot!(name, model(&format!("{name}.md")));
            }
        )*
    };
}

fixtures!(rounds load_test pharmacy migration checklist dresses odd_bytes);
