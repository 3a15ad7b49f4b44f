use csp_runtime::NoData;
use csp_server::{ChangeCommands, GetCommands, Reply, Request};
use csp_windows::enterprise_desktop_app_management as edam;

fn main() {
    let msi = edam::device().msi().product_id("{1}");
    let mut request = Request::fragment();
    let added = request.add(msi.download_install(), NoData);
    let list = request.list(msi);
    let reply = Reply::parse(b"<SyncBody/>").unwrap();
    let _ = reply.value(&added);
    let _ = reply.value(&list);
}
