//! Nodes like those that the mistakes were made with.

/// Tables, one for each CSP.
pub(crate) const DEFINITIONS: &[&str] = &[
    "csp Update\nroot ./Device/Vendor/MSFT/Policy/Config\n0 0 Update\n1 1 TargetReleaseVersion\n  format chr\n  access Add Delete Get Replace\n",
    "csp Search\nroot ./Device/Vendor/MSFT/Policy/Config\n0 0 Search\n1 1 AllowIndexingEncryptedItems\n  format int\n  access Add Delete Get Replace\n  allowed range 0..1\n",
    "csp TimeLanguageSettings\nroot ./Device/Vendor/MSFT/Policy/Config\n0 0 TimeLanguageSettings\n\
        1 1 ConfigureTimeZone\n  format chr\n  access Add Delete Get Replace\n1 2 AllowSet24HourClock\n  format int\n  access Add Delete Get Replace\n  deprecated 10.0.22000\n",
    "csp UserRights\nroot ./Device/Vendor/MSFT/Policy/Config\n0 0 UserRights\n1 1 AllowLocalLogOn\n  format chr\n  access Add Delete Get Replace\n  list \\u{f000}\n",
    "csp DeviceLock\nroot ./Device/Vendor/MSFT/Policy/Config\n0 0 DeviceLock\n1 1 DevicePasswordEnabled\n  format int\n  access Add Delete Get Replace\n  default 1\n\
        1 2 MinDevicePasswordLength\n  format int\n  access Add Delete Get Replace\n  group Length\n  depends-on Device/Vendor/MSFT/Policy/Config/DeviceLock/DevicePasswordEnabled\n  allowed range 0..0\n",
    "csp AppVirtualization\nroot ./Device/Vendor/MSFT/Policy/Config\n0 0 AppVirtualization\n1 1 AllowAppVClient\n  format chr\n  access Add Delete Get Replace\n  editions 0x4;0x79;\n",
    "csp VPNv2\nroot ./User/Vendor/MSFT\n0 0 VPNv2\n1 1 ProfileName\n  dynamic\n  access Add Delete Get Replace\n  occurrence ZeroOrMore\n2 2 ProfileXML\n  format chr\n  access Add Delete Get Replace\n\
        root ./Device/Vendor/MSFT\n0 3 VPNv2\n1 4 ProfileName\n  dynamic\n  access Add Delete Get Replace\n  occurrence ZeroOrMore\n2 5 ProfileXML\n  format chr\n  access Add Delete Get Replace\n  allowed xsd <xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"VPNProfile\"><xs:complexType><xs:sequence><xs:element name=\"NativeProfile\"/></xs:sequence></xs:complexType></xs:element></xs:schema>\n",
    "csp WiFi\nroot ./Device/Vendor/MSFT\n0 0 WiFi\n1 1 Profile\n2 2 SSID\n  dynamic\n  access Add Delete Get Replace\n  occurrence ZeroOrMore\n3 3 WlanXml\n  format chr\n  access Add Delete Get Replace\n",
    "csp ApplicationControl\nroot ./Vendor/MSFT\n0 0 ApplicationControl\n1 1 Policies\n2 2 Guid\n  dynamic\n  access Get\n  occurrence ZeroOrMore\n3 3 Policy\n  format b64\n  access Add Delete Get Replace\n",
    "csp RootCATrustedCertificates\nroot ./Device/Vendor/MSFT\n0 0 RootCATrustedCertificates\n1 1 Root\n2 2 Hash\n  dynamic\n  access Get\n3 3 EncodedCertificate\n  format b64\n  access Add Delete Get Replace\n",
    "csp Printers\nroot ./User/Vendor/MSFT\n0 0 Printers\n1 1 Default\n  format chr\n  access Add Delete Get Replace\n",
    "csp Health\nroot ./Device/Vendor/MSFT\n0 0 Health\n1 1 SenseIsRunning\n  format bool\n  access Get\n1 2 Onboarding\n  format chr\n  access Get Replace\n1 3 Secret\n  format chr\n  access Delete Replace\n\
        1 4 AttestPrivateKey\n  format int\n  access Add Delete Get Replace\n  os-build 99.9.99999\n",
    "csp LocalUsersAndGroups\nroot ./Device/Vendor/MSFT/Policy/Config\n0 0 LocalUsersAndGroups\n1 1 Configure\n  format chr\n  access Add Delete Get Replace\n  allowed xsd <xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"GroupConfiguration\"><xs:complexType><xs:sequence><xs:element name=\"accessgroup\" maxOccurs=\"9\"><xs:complexType><xs:sequence><xs:element name=\"group\" minOccurs=\"0\"><xs:complexType><xs:attribute name=\"action\"/></xs:complexType></xs:element><xs:element name=\"add\" minOccurs=\"0\" maxOccurs=\"9\"><xs:complexType><xs:attribute name=\"member\"/></xs:complexType></xs:element></xs:sequence><xs:attribute name=\"desc\"/></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:schema>\n",
];
