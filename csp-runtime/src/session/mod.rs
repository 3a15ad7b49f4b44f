//! Sessions: whole exchanges of messages between a device and a server, with authentication and large objects. No I/O: bytes in, bytes out.
