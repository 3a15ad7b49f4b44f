//! A node that permits Copy alone is in the DDF of a tree as it is in the tree.

use csp_codegen::{Generator, lower};
use csp_runtime::Tree;
use ddf::Source;

fn load(text: &str) -> Tree {
    let (model, mut report) = Generator::new()
        .source(Source::new("Shelf.xml", text))
        .model();
    let ir = lower(&model, &mut report);
    assert!(!report.has_errors(), "{}\n{text}", report.render());
    let mut modules = ir.modules.into_iter();
    modules.next().unwrap().tree
}

#[test]
fn a_node_that_permits_copy_alone_is_written() {
    let tree = load(
        "<MgmtTree><Node><NodeName>Shelf</NodeName><Path>./Device/Vendor/Contoso</Path>\
         <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>\
         <Node><NodeName>Book</NodeName><DFProperties><AccessType><Copy/></AccessType><DFFormat><chr/></DFFormat></DFProperties></Node>\
         </Node></MgmtTree>",
    );
    assert_eq!(tree.nodes().count(), 2);
    assert_eq!(load(&tree.to_ddf()), tree);
}
