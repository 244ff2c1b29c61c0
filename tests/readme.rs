//! What README.md shows is what comes out.

#[test]
fn the_readme_shows_real_output() {
    trycmd::TestCases::new().case("README.md");
}
