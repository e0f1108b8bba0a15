package io.headland.server.http;

/// A file in a request of the form `multipart/form-data`.
///
/// @param name as the client gives it, without folders; a label only
public record UploadedFile(String name, byte[] bytes) {}
