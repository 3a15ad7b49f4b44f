//! Documents by hand: what is read, what is kept, and what is said of one that Windows would not take.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use csp_provisioning::{
    Account, Certificate, CertificateError, CertificateSearch, Certificates, DeviceAuth, Encoding,
    Enrollment, Entry, PollSchedule, Renewal, Retries, Scheme, ServerAuth, Store, WriteError,
};

/// A document with everything that Microsoft's examples have, in their order and in their spelling: `CertificateStore` in two parts, the `&` of the
/// search escaped twice, a nonce for the server alone, `Poll` before the name of the device.
fn document() -> String {
    let thumbprint = |der: [u8; 3]| Certificate::from_der(der).unwrap().thumbprint();
    let (root, client) = (thumbprint([0x30, 1, 1]), thumbprint([0x30, 1, 2]));
    format!(
        r#"<wap-provisioningdoc version="1.1">
  <characteristic type="CertificateStore">
    <characteristic type="Root">
      <characteristic type="System">
        <characteristic type="{root}">
          <parm name="EncodedCertificate" value="MAEB" />
        </characteristic>
      </characteristic>
    </characteristic>
  </characteristic>
  <characteristic type="CertificateStore">
    <characteristic type="My" >
      <characteristic type="User">
        <characteristic type="{client}">
          <parm name="EncodedCertificate" value="MA
            EC" />
        </characteristic>
        <characteristic type="PrivateKeyContainer"></characteristic>
        <!-- it has to be there -->
      </characteristic>
      <characteristic type="WSTEP">
        <characteristic type="Renew">
          <parm name="ROBOSupport" value="true" datatype="boolean"/>
          <parm name="RenewPeriod" value="60" datatype="integer"/>
          <parm name="RetryInterval" value="4" datatype="integer"/>
        </characteristic>
      </characteristic>
    </characteristic>
  </characteristic>
  <characteristic type="APPLICATION">
    <parm name="APPID" value="w7"/>
    <parm name="PROVIDER-ID" value="Contoso"/>
    <parm name="NAME" value="Contoso devices"/>
    <parm name="ADDR" value="https://mdm.contoso.example:443/omadm"/>
    <parm name="CONNRETRYFREQ" value="6" />
    <parm name="INITIALBACKOFFTIME" value="30000" />
    <parm name="MAXBACKOFFTIME" value="120000" />
    <parm name="BACKCOMPATRETRYDISABLED" />
    <parm name="DEFAULTENCODING" value="application/vnd.syncml.dm+wbxml" />
    <parm name="SSLCLIENTCERTSEARCHCRITERIA" value=
  "Subject=DC%3dcontoso%2cCN%3ddevice%207&amp;amp;Stores=My%5CUser"/>
    <characteristic type="APPAUTH">
      <parm name="AAUTHLEVEL" value="CLIENT"/>
      <parm name="AAUTHTYPE" value="DIGEST"/>
      <parm name="AAUTHSECRET" value="of the server"/>
      <parm name="AAUTHDATA" value="bm9uY2U="/>
    </characteristic>
    <characteristic type="APPAUTH">
      <parm name="AAUTHLEVEL" value="APPSRV"/>
      <parm name="AAUTHTYPE" value="BASIC"/>
      <parm name="AAUTHNAME" value="device 7"/>
      <parm name="AAUTHSECRET" value="of the device"/>
    </characteristic>
  </characteristic>
  <characteristic type="DMClient">
    <characteristic type="Provider">
      <characteristic type="Contoso">
        <characteristic type="Poll">
          <parm name="NumberOfFirstRetries" value="8" datatype="integer" />
          <parm name="IntervalForFirstSetOfRetries" value="15" datatype="integer" />
          <parm name="NumberOfSecondRetries" value="5" datatype="integer" />
          <parm name="IntervalForSecondSetOfRetries" value="3" datatype="integer" />
          <parm name="NumberOfRemainingScheduledRetries" value="0" datatype="integer" />
          <parm name="IntervalForRemainingScheduledRetries" value="1560" datatype="integer" />
          <parm name="PollOnLogin" value="true" datatype="boolean" />
        </characteristic>
        <parm name="EntDeviceName" value="device 7" datatype="string" />
      </characteristic>
    </characteristic>
  </characteristic>
</wap-provisioningdoc>
"#
    )
}

/// The same, made of its parts.
fn enrollment() -> Enrollment {
    let client = Certificate::from_der([0x30, 1, 2]).unwrap();
    let mut certificates = Certificates::new(client, Store::User);
    certificates
        .roots
        .push(Certificate::from_der([0x30, 1, 1]).unwrap());
    certificates.renewal = Some(Renewal::automatic());
    let server = ServerAuth::new("of the server", *b"nonce");
    let mut device = DeviceAuth::basic("device 7", "of the device", *b"unused");
    device.nonce = None;
    let mut account = Account::new(
        "Contoso",
        "https://mdm.contoso.example:443/omadm",
        server,
        device,
    );
    account.name = Some("Contoso devices".to_owned());
    account.encoding = Some(Encoding::Wbxml);
    account.retry.attempts = Some(6);
    account.retry.first_wait = Some(30_000);
    account.retry.longest_wait = Some(120_000);
    account.retry.is_new_only = true;
    account.certificate = Some(CertificateSearch {
        subject: "DC=contoso,CN=device 7".to_owned(),
        store: Store::User,
    });
    let mut enrollment = Enrollment::new(certificates, account);
    enrollment.provider.device_name = Some("device 7".to_owned());
    enrollment.provider.poll = Some(PollSchedule {
        first: Some(Retries {
            count: 8,
            minutes: 15,
        }),
        second: Some(Retries {
            count: 5,
            minutes: 3,
        }),
        remaining: Some(Retries {
            count: 0,
            minutes: 1560,
        }),
        on_login: Some(true),
        others: Vec::new(),
    });
    enrollment
}

#[test]
fn what_microsofts_examples_have_is_read() {
    let read = Enrollment::parse(&document()).unwrap();
    assert_eq!(read, enrollment());
    let written = read.to_xml().unwrap();
    assert_eq!(Enrollment::parse(&written).unwrap(), read);
    // Escaped once, and its subject in the spelling of RFC 3986.
    let search = "value=\"Subject=DC%3Dcontoso%2CCN%3Ddevice%207&amp;Stores=My%5CUser\"";
    assert!(written.contains(search), "{written}");
}

#[test]
fn a_document_as_it_is_written() {
    let client = Certificate::from_der([0x30, 1, 2]).unwrap();
    let server = ServerAuth::new("of \"the\" server & more", *b"nonce");
    let device = DeviceAuth::digest("device 7", "<\u{e9}>\n", *b"other");
    let certificates = Certificates::new(client, Store::System);
    let enrollment = Enrollment::new(
        certificates,
        Account::new("Contoso", "https://a", server, device),
    );
    let expected = r#"<wap-provisioningdoc version="1.1">
  <characteristic type="CertificateStore">
    <characteristic type="My">
      <characteristic type="System">
        <characteristic type="3F7F19430C6AF480F8C55DD3F95A958B0254B68F">
          <parm name="EncodedCertificate" value="MAEC"/>
        </characteristic>
        <characteristic type="PrivateKeyContainer"/>
      </characteristic>
    </characteristic>
  </characteristic>
  <characteristic type="APPLICATION">
    <parm name="APPID" value="w7"/>
    <parm name="PROVIDER-ID" value="Contoso"/>
    <parm name="ADDR" value="https://a"/>
    <characteristic type="APPAUTH">
      <parm name="AAUTHLEVEL" value="CLIENT"/>
      <parm name="AAUTHTYPE" value="DIGEST"/>
      <parm name="AAUTHSECRET" value="of &quot;the&quot; server &amp; more"/>
      <parm name="AAUTHDATA" value="bm9uY2U="/>
    </characteristic>
    <characteristic type="APPAUTH">
      <parm name="AAUTHLEVEL" value="APPSRV"/>
      <parm name="AAUTHTYPE" value="DIGEST"/>
      <parm name="AAUTHNAME" value="device 7"/>
      <parm name="AAUTHSECRET" value="&lt;é&gt;&#10;"/>
      <parm name="AAUTHDATA" value="b3RoZXI="/>
    </characteristic>
  </characteristic>
</wap-provisioningdoc>
"#;
    assert_eq!(enrollment.to_xml().unwrap(), expected);
    assert_eq!(Enrollment::parse(expected).unwrap(), enrollment);
}

/// What there is no field for stays where it stood.
#[test]
fn what_is_not_known_is_kept() {
    let text = document()
        .replace("<parm name=\"APPID\" value=\"w7\"/>", "<parm name=\"APPID\" value=\"w7\"/><parm name=\"ROLE\" value=\"4294967295\"/>")
        .replace("<characteristic type=\"Poll\">", "<parm name=\"ExchangeID\"/><characteristic type=\"Push\"><parm name=\"PFN\" value=\"a\"/></characteristic><characteristic type=\"Poll\"><parm name=\"AllUsersPollOnFirstLogin\" value=\"true\" datatype=\"boolean\"/>")
        .replace("<characteristic type=\"WSTEP\">", "<characteristic type=\"SCEP\"/><characteristic type=\"WSTEP\">")
        .replace("</wap-provisioningdoc>", "<characteristic type=\"APPLICATION\"><parm name=\"APPID\" value=\"w4\"/></characteristic><characteristic type=\"Registry\"><parm name=\"x\" value=\"&#9;\"/></characteristic></wap-provisioningdoc>");
    let read = Enrollment::parse(&text).unwrap();
    assert_eq!(read.account.others.len(), 1);
    assert_eq!(read.provider.others.len(), 2);
    assert_eq!(read.provider.poll.as_ref().unwrap().others.len(), 1);
    assert!(
        matches!(read.certificates.others.as_slice(), [Entry::Characteristic(my)] if my.kind == "My")
    );
    assert_eq!(read.others.len(), 2);
    let written = read.to_xml().unwrap();
    for kept in [
        "\"ROLE\" value=\"4294967295\"",
        "<parm name=\"ExchangeID\"/>",
        "\"PFN\"",
        "AllUsersPollOnFirstLogin",
        "\"SCEP\"",
        "\"w4\"",
        "value=\"&#9;\"",
    ] {
        assert!(written.contains(kept), "{kept}: {written}");
    }
    assert_eq!(Enrollment::parse(&written).unwrap(), read);
}

/// What is changed in the document, and below it what is said of that.
const MISTAKES: &str = r#"
<characteristic type="PrivateKeyContainer"></characteristic> =>
    13:7: `My/User` has no `PrivateKeyContainer`, which Windows requires: add it, empty
type="PrivateKeyContainer"> => type="PrivateKeyContainer"><parm name="x"/>
    18:9: `PrivateKeyContainer` is not empty
value="CLIENT" => value="SERVER"
    30:3: there is no `APPAUTH` with AAUTHLEVEL `CLIENT`, and Windows requires both: add it
value="CLIENT" => value="APPSRV"
    30:3: there is no `APPAUTH` with AAUTHLEVEL `CLIENT`
<parm name="AAUTHDATA" value="bm9uY2U="/> =>
    42:5: there is no nonce for AAUTHLEVEL `CLIENT`, and Windows does not enrol without one: add `AAUTHDATA`
bm9uY2U= => none!
    46:7: `AAUTHDATA` is no nonce in base64: write one
value="BASIC" => value="DIGEST"
    48:5: there is no nonce for AAUTHLEVEL `APPSRV`
value="BASIC" => value="HMAC"
    50:7: `AAUTHTYPE` is no `BASIC` or `DIGEST`: write one
value="DIGEST" => value="BASIC"
    44:7: a server proves itself by `DIGEST` alone
value="MAEB" => value="MAED"
    5:9: `{root}` is not the thumbprint of the certificate in it: write `{other}`, its SHA-1 in upper-case hexadecimal
value="MAEB" => value="MA?B"
    6:11: `EncodedCertificate` is no base64
value="MAEB" => value="MAEBAA=="
    6:11: the bytes are no certificate in DER
value="MAEB" => value="LS0tLS1CRUdJTg=="
    6:11: the bytes are PEM
value="w7" => value="w4"
    1:1: there is no `APPLICATION` with APPID `w7`
value="Contoso" => value="Other"
    57:7: `DMClient/Provider/Contoso` is of no account: write its PROVIDER-ID, `Other`
<parm name="ADDR" => <parm name="ADDRESS"
    30:3: `APPLICATION` has no `ADDR`, which Windows requires
value="8" => value="eight"
    59:11: `NumberOfFirstRetries` is no whole number from 0 to 4294967295: write one
dm+wbxml => dm+json
    39:5: `DEFAULTENCODING` is no `application/vnd.syncml.dm+xml` or `application/vnd.syncml.dm+wbxml`: write one
<parm name="NAME" => <parm name="ADDR"
    34:5: `ADDR` is there twice in `APPLICATION`: keep one of the two
<parm name="NAME" value => <parm title="NAME" value
    33:5: this `parm` has no `name`
<parm name="NAME" value => <parm name="NAME" text
    33:5: `text` is no attribute of this element
<parm name="NAME" => NAME <parm name="NAME"
    33:5: text stands where elements belong
wap-provisioningdoc version => SyncML version
    1:1: a provisioning document begins with `<wap-provisioningdoc>`
<wap-provisioningdoc => <!DOCTYPE x [<!ENTITY a "b">]><wap-provisioningdoc
    1:1: a provisioning document has no DOCTYPE: remove it
</wap-provisioningdoc> =>
    72:1: the document ends before its elements do: it is cut off
</wap-provisioningdoc> => </wap-provisioningdoc><x/>
    71:23: something stands after the end of the document
"#;

/// Each mistake is said at its place, with what to write.
#[test]
fn what_windows_would_not_take() {
    let good = document();
    let lines: Vec<&str> = MISTAKES.trim().lines().map(str::trim).collect();
    for row in lines.chunks(2) {
        let (from, to) = row[0].split_once("=>").unwrap();
        let (from, to, problem) = (from.trim(), to.trim(), row[1]);
        assert!(good.contains(from), "{from}");
        let thumbprint = |der: [u8; 3]| Certificate::from_der(der).unwrap().thumbprint();
        let problem = problem
            .replace("{root}", &thumbprint([0x30, 1, 1]))
            .replace("{other}", &thumbprint([0x30, 1, 3]));
        let error = Enrollment::parse(&good.replacen(from, to, 1)).unwrap_err();
        let error = error.to_string();
        assert!(
            error.starts_with(&problem),
            "{from}\n  {error}\n  {problem}"
        );
    }
    // In lower case it is another name.
    let root = Certificate::from_der([0x30, 1, 1]).unwrap().thumbprint();
    let error = Enrollment::parse(&good.replace(&root, &root.to_lowercase())).unwrap_err();
    assert!(
        error.to_string().contains("in upper-case hexadecimal"),
        "{error}"
    );
    assert_eq!((error.line(), error.column()), (5, 9));
}

/// Each attribute is compared with those before it: a few are enough, also of namespaces, which say nothing here.
#[test]
fn an_element_with_many_attributes_is_refused() {
    let with = |count: usize| {
        let declared: String = (0..count)
            .map(|number| format!(" xmlns:a{number}=\"a\""))
            .collect();
        let document = document().replacen(" version", &format!("{declared} version"), 1);
        Enrollment::parse(&document).map_err(|error| error.to_string())
    };
    assert_eq!(with(7), Ok(with(0).unwrap()));
    for count in [8, 60_000] {
        assert_eq!(
            with(count).unwrap_err(),
            "1:1: an element has more than 8 attributes"
        );
    }
}

#[test]
fn what_is_not_written() {
    let change = |change: &dyn Fn(&mut Enrollment)| {
        let mut enrollment = enrollment();
        change(&mut enrollment);
        enrollment.to_xml().unwrap_err()
    };
    assert_eq!(
        change(&|e| e.account.address.clear()),
        WriteError::Empty("ADDR")
    );
    assert_eq!(
        change(&|e| e.account.provider_id.clear()),
        WriteError::Empty("PROVIDER-ID")
    );
    assert_eq!(
        change(&|e| e.account.server.secret.clear()),
        WriteError::Empty("AAUTHSECRET")
    );
    assert_eq!(
        change(&|e| e.account.server.nonce.clear()),
        WriteError::NoNonce("CLIENT")
    );
    assert_eq!(
        change(&|e| e.account.device.scheme = Scheme::Digest),
        WriteError::NoNonce("APPSRV")
    );
    let error = change(&|e| e.account.name = Some("a\u{1}".to_owned()));
    assert_eq!(
        error.to_string(),
        "`NAME` has the character U+0001, which XML cannot carry: leave it out"
    );
    assert_eq!(
        Certificate::from_der(*b"-----BEGIN CERTIFICATE-----"),
        Err(CertificateError::Pem)
    );
    for der in [
        &[][..],
        &[0x30],
        &[0x31, 0],
        &[0x30, 2, 0],
        &[0x30, 0x80, 0],
        &[0x30, 0x81],
        &[0x30, 0x84, 255, 255, 255, 255],
        &[0x30, 0x82, 0, 2, 0],
    ] {
        assert_eq!(
            Certificate::from_der(der),
            Err(CertificateError::NotDer),
            "{der:?}"
        );
    }
    assert!(Certificate::from_der([0x30, 0x82, 0, 2, 0, 0]).is_ok());
}

/// What `sha1sum` says of the same bytes.
#[test]
fn the_thumbprint_is_the_sha_1_of_the_certificate() {
    let certificate = Certificate::from_der([0x30, 0]).unwrap();
    let expected = "F944DCD635F9801F7AC90A407FBC479964DEC024";
    assert_eq!(certificate.thumbprint(), expected);
    assert_eq!(
        format!("{certificate:?}"),
        format!("Certificate({expected})")
    );
}

#[test]
fn secrets_have_no_debug() {
    let shown = format!("{:?}", enrollment());
    for secret in ["of the server", "of the device", "110, 111, 110"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
