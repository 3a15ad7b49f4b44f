//! A definition that tries to put markup and script into pages, wherever it has a text.

pub(crate) const HOSTILE: &str = "</script></title></code></pre></section><script>alert(1)</script><img src=x onerror=alert(1)>\" onclick=\"alert(1) ' onclick='alert(1) <!-- ]]> \u{2028}\u{2029} &lt;b&gt; javascript:alert(1)";

/// The facts of nodes that have texts.
pub(crate) const FACTS: usize = 6;

/// As XML has it.
pub(crate) fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

/// A definition with a text wherever one may stand.
pub(crate) fn definition(text: &str) -> String {
    let text = escaped(text);
    let facts: [String; FACTS] = [
        format!("<MSFT:AllowedValues ValueType=\"ENUM\"><MSFT:Enum><MSFT:Value>{text}</MSFT:Value><MSFT:ValueDescription>{text}</MSFT:ValueDescription></MSFT:Enum></MSFT:AllowedValues>"),
        format!("<MSFT:AllowedValues ValueType=\"RegEx\"><MSFT:Value>{text}</MSFT:Value></MSFT:AllowedValues>"),
        format!("<MSFT:AllowedValues ValueType=\"XSD\"><MSFT:Value>{text}</MSFT:Value></MSFT:AllowedValues>"),
        "<MSFT:AllowedValues ValueType=\"ADMX\"><MSFT:AdmxBacked Area=\"x~AT~Lamps\" Name=\"Dim\" File=\"contoso.admx\"/></MSFT:AllowedValues>".to_owned(),
        format!("<DefaultValue>{text}</DefaultValue><MSFT:GpMapping GpEnglishName=\"{text}\" GpAreaPath=\"{text}\" GpElement=\"{text}\"/>"),
        "<MSFT:DependencyBehavior><MSFT:DependencyGroup FriendlyId=\"x\"><MSFT:Dependency Type=\"DependsOn\"><MSFT:DependencyUri>javascript:alert(1)//</MSFT:DependencyUri></MSFT:Dependency></MSFT:DependencyGroup></MSFT:DependencyBehavior>".to_owned(),
    ];
    let node = |(at, facts): (usize, &String)| {
        format!(
            "<Node><NodeName>N{at}\" onclick='x' &amp;#x3C;</NodeName><DFProperties><AccessType><Add/><Delete/><Get/><Replace/></AccessType>
            <Description>{text}</Description><DFFormat><chr/></DFFormat><Occurrence><ZeroOrOne/></Occurrence><Scope><Dynamic/></Scope>
            <DFTitle>{text}</DFTitle><DFType><MIME>{text}</MIME></DFType>{facts}</DFProperties></Node>"
        )
    };
    let nodes: String = facts.iter().enumerate().map(node).collect();
    format!(
        "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"><VerDTD>1.2</VerDTD><Node><NodeName>Hostile</NodeName><Path>./Device/Vendor/Contoso</Path>
        <DFProperties><AccessType><Get/></AccessType><Description>{text}</Description><DFFormat><node/></DFFormat></DFProperties>
        <Node><NodeName></NodeName><DFProperties><AccessType><Add/><Get/></AccessType><DFFormat><node/></DFFormat><DFTitle>{text}</DFTitle><Occurrence><ZeroOrMore/></Occurrence><Scope><Dynamic/></Scope></DFProperties>{nodes}</Node></Node></MgmtTree>"
    )
}
