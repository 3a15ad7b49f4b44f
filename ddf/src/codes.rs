//! Every diagnostic code of this crate: what it means and what to do about it.

csp_source::codes! {
    // The bytes and the XML.
    TOO_LARGE = "DDF0001", Error, "the file is too large",
        "a DDF describes one or a few trees; split the file, one root to a file";
    NOT_TEXT = "DDF0002", Error, "the bytes are not UTF-8 or UTF-16 text",
        "save the file as UTF-8";
    NOT_XML = "DDF0003", Error, "the file is not XML",
        "a DDF is an XML document with the root element `MgmtTree`";
    TOO_DEEP = "DDF0004", Error, "elements are nested too deeply",
        "a management tree is rarely deeper than twelve nodes; look for a missing end tag";
    TOO_MANY = "DDF0005", Error, "the file has more parts than a DDF can need",
        "split the file, one root to a file";
    ENTITY_DECLARED = "DDF0006", Error, "the DOCTYPE declares an entity",
        "remove the declaration and write the text where it is used; only &lt; &gt; &amp; &quot; &apos; and character references are read";
    UNCLOSED = "DDF0007", Error, "the file ends before an element is closed",
        "add the missing end tag, or fetch the file again if it was cut short";
    MISMATCHED_END = "DDF0008", Error, "an end tag does not match the open element",
        "close the elements in the order opposite to that in which they were opened";
    EXTRA_END = "DDF0009", Error, "an end tag closes nothing",
        "remove it";
    UNDECLARED_PREFIX = "DDF0010", Error, "a namespace prefix is not declared",
        "declare the prefix on the root element";
    ILL_FORMED = "DDF0011", Error, "the XML is not well-formed",
        "correct the XML at this place";
    UNKNOWN_ENTITY = "DDF0012", Error, "an entity is not known",
        "XML itself knows only lt, gt, amp, quot and apos; write an ampersand as `&amp;`";

    // The elements of the document.
    WRONG_ROOT = "DDF0020", Error, "the file holds no management tree",
        "the root element of a DDF is `MgmtTree`";
    WRONG_NAMESPACE = "DDF0021", Error, "an element is in a namespace that is not that of a DDF",
        "the elements of OMA's DDF have no namespace; Microsoft's extensions have `http://schemas.microsoft.com/MobileDevice/DM`";
    NO_NODES = "DDF0022", Error, "the management tree has no node",
        "add a `Node` with a `NodeName` and a `Path`";
    MISSING_ELEMENT = "DDF0023", Error, "an element that must be there is missing",
        "add the element";
    REPEATED_ELEMENT = "DDF0024", Error, "an element that may be there once is repeated",
        "keep one of the two";
    UNKNOWN_ELEMENT = "DDF0025", Warning, "unknown element",
        "it is kept as it is written, and nothing is read from it";
    MARKUP_IN_TEXT = "DDF0026", Warning, "markup where text is expected",
        "escape it (`&lt;`) or put it in a CDATA section; only its text is read";

    // The properties of a node.
    UNKNOWN_FORMAT = "DDF0030", Error, "unknown format",
        "the formats are b64, bin, bool, chr, date, float, int, node, null, time and xml";
    LEAF_WITHOUT_FORMAT = "DDF0031", Error, "a leaf has no format",
        "add one, for example `<DFFormat><chr/></DFFormat>`";
    INTERIOR_WITHOUT_FORMAT = "DDF0032", Warning, "an interior node has no format",
        "it is read as `node`; write `<DFFormat><node/></DFFormat>`";
    SEVERAL_CHOICES = "DDF0033", Error, "several values where one is expected",
        "keep one of them";
    UNKNOWN_OPERATION = "DDF0034", Error, "unknown operation",
        "the operations are Add, Copy, Delete, Exec, Get and Replace";
    LEAF_WITHOUT_ACCESS = "DDF0035", Error, "a leaf permits no operation",
        "name what the device takes, for example `<AccessType><Get/></AccessType>`";
    INTERIOR_WITHOUT_ACCESS = "DDF0036", Warning, "an interior node permits no operation",
        "it is read as `Get`, which every interior node of Windows permits; write `<AccessType><Get/></AccessType>`";
    UNKNOWN_OCCURRENCE = "DDF0037", Error, "unknown occurrence",
        "the occurrences are One, ZeroOrOne, ZeroOrMore, OneOrMore, ZeroOrN and OneOrN, the last two with a number or empty";
    UNKNOWN_SCOPE = "DDF0038", Error, "unknown scope",
        "a scope is Permanent or Dynamic";
    UNKNOWN_CASE = "DDF0039", Error, "unknown case sensitivity",
        "`CaseSense` is CS (sensitive) or CIS (insensitive)";
    ROOT_WITHOUT_PATH = "DDF0040", Error, "a root node has no Path",
        "say where the tree hangs, for example `<Path>./Device/Vendor/MSFT</Path>`; `.` is the top";
    BAD_PATH = "DDF0041", Error, "a Path that is no place in the tree",
        "write it as `./Device/Vendor/MSFT`, `./User/Vendor/MSFT`, `./Vendor/MSFT` or `.`";
    INNER_PATH = "DDF0042", Warning, "a Path on a node that is not a root",
        "it is not read: the place of a node inside a tree is that of its parent";
    BAD_NAME = "DDF0043", Error, "a name that no node can have",
        "a name has no `/` and no control character; leave `NodeName` empty for a name that is given at run time";
    STAR_NAME = "DDF0044", Warning, "`*` is not a name",
        "it is read as an unnamed node; leave `NodeName` empty and say in `DFTitle` what the name is";
    UNTITLED = "DDF0045", Warning, "an unnamed node has no title",
        "it is shown as `{Name}`; add a `DFTitle` that says what the name is";
    ROOT_WITHOUT_NAME = "DDF0046", Error, "a root node has no name",
        "name it in `NodeName`: a tree is known by the name of its root";
    URI_TOO_LONG = "DDF0047", Error, "the URI of a node is too long",
        "shorten the names; a published URI has at most 157 characters";
    MULTIPLIES = "DDF0048", Error, "a few long names or facts are repeated by too many nodes",
        "shorten the name, or move the facts to the nodes that they are true of: what is made of a file must stay in proportion to it";
    PATH_WITHOUT_START = "DDF0049", Warning, "a Path does not say where it begins",
        "write it from the top of the tree, as `./Device/Vendor/MSFT`";

    // Microsoft's extensions.
    UNKNOWN_VALUE_TYPE = "DDF0050", Error, "unknown value type",
        "the value types are ENUM, Flag, Range, RegEx, XSD, JSON, SDDL, ADMX and None";
    BAD_RANGE = "DDF0051", Warning, "a range that cannot be read",
        "write `[1-100]`, `[(-1)-100]`, `[5]`, or several joined by commas; values are not checked against this one";
    EMPTY_CONSTRAINT = "DDF0052", Warning, "allowed values without a value",
        "nothing is checked; add the values, or use ValueType=\"None\"";
    ENUM_WITHOUT_VALUE = "DDF0053", Error, "an Enum has no Value",
        "add `<MSFT:Value>`, or remove the Enum";
    BAD_DELIMITER = "DDF0054", Warning, "a list without a usable delimiter",
        "the value is read as one text; give one character, or a code point such as 0xF000";
    MISSING_ATTRIBUTE = "DDF0055", Error, "an attribute that must be there is missing",
        "add the attribute";
    UNKNOWN_CHOICE = "DDF0056", Warning, "unknown value of an extension",
        "it is kept as it is written, and the node is read as if it were not there";
    BAD_BUILD = "DDF0057", Warning, "an OS build that cannot be read",
        "write `10.0.19041` or `10.0.19041.1202`, several joined by commas; this entry is not read";
    VALUE_NOT_INT = "DDF0058", Warning, "an allowed value of an int is no integer",
        "write a decimal number, or a hexadecimal one with `0x`; no constant can be made of it";

    // The tree.
    DUPLICATE_SIBLING = "DDF0060", Error, "two children of one node have the same name",
        "rename or remove one of them";
    SEVERAL_UNNAMED = "DDF0061", Error, "two children of one node are unnamed",
        "a name given at run time could belong to either; merge the two";
    DUPLICATE_ROOT = "DDF0062", Error, "two trees have the same root",
        "remove one of them, or give it another Path";
    LEAF_WITH_CHILDREN = "DDF0063", Warning, "a leaf has children",
        "if it has no value of its own, its format is `node`";

    // The values.
    BAD_DEFAULT = "DDF0064", Error, "a default that the node does not take",
        "give a value of the node's format that its allowed values have: a device answers with it until another one is set";
    PUBLISHED_DEFAULT = "DDF0065", Warning, "a published default that the node does not take",
        "it is kept as Microsoft publishes it; what a device answers may be another value. In a definition that is not Microsoft's, correct the default, and give its root a Path of its own, as `./Device/Vendor/Contoso`";
    BAD_PATTERN = "DDF0066", Error, "a regular expression that cannot be evaluated",
        "correct it, or write one without looking ahead or behind: values are not checked against a pattern that no engine takes";
    PUBLISHED_PATTERN = "DDF0067", Warning, "a published regular expression that cannot be evaluated",
        "it is kept as Microsoft publishes it; values are not checked against it. In a definition that is not Microsoft's, correct the pattern, and give its root a Path of its own, as `./Device/Vendor/Contoso`";

    BAD_SCHEMA = "DDF0068", Warning, "a schema that cannot be evaluated",
        "values are not checked against it: give an XML schema 1.0 or a JSON schema that is whole by itself and refers to itself in no circle";

    TOO_MANY_FAULTS = "DDF0070", Warning, "the file has too many faults to list them all",
        "correct those that are listed and run again";

    // Overlays.
    NOT_TOML = "DDF0080", Error, "the overlay is not TOML",
        "correct it at this place; https://toml.io has the format";
    UNKNOWN_KEY = "DDF0081", Error, "a key that an overlay does not have",
        "remove it";
    INCOMPLETE_ENTRY = "DDF0082", Error, "an entry of an overlay lacks what it must say",
        "each entry says the path of a node, what changes there, and why: a URL or a sentence";
    WRONG_VALUE = "DDF0083", Error, "a value of an overlay is not what is expected there",
        "write what is expected";
    BAD_ENTRY_PATH = "DDF0084", Error, "the path of an entry is no place in the tree",
        "write it from the top, as `csp tree` shows it: `./Device/Vendor/MSFT/WiFi/Profile/{}`; `{}` stands for a name that is given at run time";
    REPEATED_ENTRY = "DDF0085", Error, "two entries of an overlay are about the same thing",
        "keep one of the two";
    BAD_NAME_ENTRY = "DDF0086", Error, "a name of an overlay that cannot be one",
        "write an identifier of Rust in the case of what it names; no keyword";
    NO_SUCH_NODE = "DDF0087", Warning, "an overlay speaks of a node that is not there",
        "delete the entry if the definitions do without the node; `csp tree` shows the paths that they have";
    OTHER_FACT = "DDF0088", Warning, "a fact is not what an overlay expects",
        "it is left as the file has it: look whether the entry is still needed, and correct or delete it";
    MENDED = "DDF0089", Warning, "a fact is already as an overlay wants it",
        "delete the entry: the file says the same now";
    NAMES_NOTHING = "DDF0090", Warning, "an overlay names something that is not there",
        "delete the entry, or give the path of what it names";
    UNREAD = "DDF0091", Warning, "an overlay speaks of a tree that is not read",
        "read the file of the tree too, or correct the path";
}
