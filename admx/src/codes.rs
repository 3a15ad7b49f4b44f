//! Every diagnostic code of this crate: what it means and what to do about it.

csp_source::codes! {
    // The bytes and the XML.
    TOO_LARGE = "ADMX0001", Error, "the file is too large",
        "split the file; the largest of Windows has 2 MB";
    NOT_TEXT = "ADMX0002", Error, "the bytes are not UTF-8 or UTF-16 text",
        "save the file as UTF-8";
    NOT_XML = "ADMX0003", Error, "the file is not XML",
        "an ADMX file is an XML document with the root element `policyDefinitions`, an ADML file one with `policyDefinitionResources`";
    TOO_DEEP = "ADMX0004", Error, "elements are nested too deeply",
        "a template is never deeper than ten elements; look for a missing end tag";
    TOO_MANY = "ADMX0005", Error, "the file has more parts than a template can need",
        "split the file";
    ENTITY_DECLARED = "ADMX0006", Error, "the file has a DOCTYPE",
        "remove it, and write texts of entities where they are used; only &lt; &gt; &amp; &quot; &apos; and character references are read";
    UNCLOSED = "ADMX0007", Error, "the file ends before an element is closed",
        "add the missing end tag, or fetch the file again if it was cut short";
    MISMATCHED_END = "ADMX0008", Error, "an end tag does not match the open element",
        "close the elements in the order opposite to that in which they were opened";
    EXTRA_END = "ADMX0009", Error, "an end tag closes nothing",
        "remove it";
    UNDECLARED_PREFIX = "ADMX0010", Error, "a namespace prefix of XML is not declared",
        "declare the prefix on the root element";
    ILL_FORMED = "ADMX0011", Error, "the XML is not well-formed",
        "correct the XML at this place";
    UNKNOWN_ENTITY = "ADMX0012", Error, "an entity is not known",
        "XML itself knows only lt, gt, amp, quot and apos; write an ampersand as `&amp;`";

    // The elements and attributes.
    WRONG_ROOT = "ADMX0020", Error, "the file is no administrative template",
        "the root element of an ADMX file is `policyDefinitions`, that of an ADML file `policyDefinitionResources`";
    UNKNOWN_ELEMENT = "ADMX0021", Warning, "unknown element",
        "nothing is read from it";
    UNKNOWN_ATTRIBUTE = "ADMX0022", Warning, "unknown attribute",
        "it has no effect: remove it";
    ATTRIBUTE_CASE = "ADMX0023", Warning, "an attribute in another letter case",
        "it is read all the same; Windows' own schema has it in one spelling";
    MISSING_ATTRIBUTE = "ADMX0024", Error, "an attribute that must be there is missing",
        "add it; without it the element is left out";
    NOT_A_NUMBER = "ADMX0025", Error, "a number is expected",
        "write decimal digits; the attribute is read as if it were not there";
    NOT_A_BOOLEAN = "ADMX0026", Error, "`true` or `false` is expected",
        "write one of them; the attribute is read as if it were not there";
    UNKNOWN_CLASS = "ADMX0027", Error, "unknown class of a policy",
        "the classes are Machine, User and Both; the policy is left out";
    NO_VALUE = "ADMX0028", Error, "a value without a type",
        "write `<decimal value=\"1\"/>`, `<string>text</string>` or `<delete/>` in it";
    REPEATED_ELEMENT = "ADMX0029", Warning, "an element that may be there once is repeated",
        "keep one of them; the first is read";
    NO_DISPLAY_NAME = "ADMX0030", Warning, "there is no name for people",
        "add `displayName=\"$(string.ID)\"`";
    EMPTY_LIMITS = "ADMX0031", Error, "limits that no number is within",
        "let minValue be at most maxValue, which is 9999 where it is not given";

    // Names that must be one.
    DUPLICATE_POLICY = "ADMX0032", Error, "two policies of a file have one name",
        "rename one of them; the first is read";
    DUPLICATE_ELEMENT = "ADMX0033", Error, "two elements of a policy have one id",
        "rename one of them: a payload tells them apart by their ids alone; the first is read";
    DUPLICATE_CATEGORY = "ADMX0034", Error, "two categories of a file have one name",
        "rename one of them; the first is read";
    DUPLICATE_STRING = "ADMX0035", Warning, "two texts of a file have one id",
        "rename one of them; the first is read";
    DUPLICATE_FILE = "ADMX0036", Error, "two files have one name",
        "leave one of them out: a policy is known by the name of its file; the first is read";
    DUPLICATE_CHOICE = "ADMX0037", Warning, "two choices of a list have one value",
        "a payload cannot tell them apart: give them different values";
    LONG_NAME = "ADMX0038", Error, "a name or an id is too long",
        "shorten it to 1024 bytes at most, and what refers to it; what has it is left out";

    // References.
    UNKNOWN_PREFIX = "ADMX0040", Error, "the prefix of a reference is not declared",
        "add `<using prefix=\"...\" namespace=\"...\"/>` to policyNamespaces";
    UNKNOWN_CATEGORY = "ADMX0041", Warning, "a category that is not there",
        "correct the reference, or add the category; what names it is shown as if it were in none";
    CATEGORY_CYCLE = "ADMX0042", Error, "categories are in each other",
        "give one of them another parent, or none";
    CATEGORY_DEPTH = "ADMX0043", Error, "categories are nested too deeply",
        "take some of them out of the path, or shorten their names";
    NO_CATEGORY = "ADMX0044", Warning, "a policy without a category",
        "add `<parentCategory ref=\"...\"/>`: the path of its node is made of its categories";
    UNKNOWN_SUPPORT = "ADMX0045", Warning, "a requirement that is not there",
        "correct the reference, or add the definition to supportedOn";

    // Texts.
    NO_TEXTS = "ADMX0050", Warning, "the file has no texts",
        "put its ADML file into a folder beside it that is called by the language, as `en-US`; names stand in for texts";
    OTHER_LANGUAGE = "ADMX0051", Warning, "the file has no texts in the language that was asked for",
        "add the ADML file of that language";
    UNKNOWN_STRING = "ADMX0052", Warning, "a text that is not there",
        "add the string to the stringTable of the ADML file";
    UNKNOWN_PRESENTATION = "ADMX0053", Warning, "a presentation that is not there",
        "add it to the presentationTable of the ADML file";
    STRAY_CONTROL = "ADMX0054", Warning, "a control for an element that is not there",
        "correct the refId, or remove the control";
    NO_CONTROL = "ADMX0055", Warning, "an element without a control",
        "add a control to the presentation: without one nobody can set the element by Group Policy";
    OLD_TEXTS = "ADMX0056", Warning, "the texts are older than the file wants",
        "take both files from one release: Group Policy and Intune refuse pairs whose revisions do not fit";
    WRONG_CONTROL = "ADMX0057", Warning, "a control that is not for elements of that kind",
        "take the control of the element's kind";

    // What only matters to files that are sent to devices.
    BLOCKED_KEY = "ADMX0060", Warning, "a registry key that ingested policies may not write",
        "a device refuses it in a file that is sent to it; for a policy of Windows itself use the node that Windows has for it";
    UNFIT_NAME = "ADMX0061", Warning, "a name that is unfit for a URI",
        "use letters, digits, `_`, `-` and `.`: the name is a part of the policy's node";
    LONG_URI = "ADMX0062", Warning, "a URI is too long",
        "shorten the names of the policy and of its categories";
    OWN_PREFIX = "ADMX0063", Error, "a reference to a category names the file's own prefix",
        "a device that ingests the file says \"category not defined\"";
    OWN_PREFIX_SUPPORT = "ADMX0064", Warning, "a reference to a requirement names the file's own prefix",
        "references within a file need no prefix, and of categories it is known that they fail with one";

    TOO_MANY_FAULTS = "ADMX0070", Warning, "the file has too many faults to list them all",
        "correct those that are listed and run again";
}
