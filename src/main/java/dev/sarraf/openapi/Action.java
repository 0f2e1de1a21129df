package dev.sarraf.openapi;

import java.util.List;
import java.util.Optional;

/// One operation, as readers are told of it.
///
/// @param permission what the key needs; `any` where any key does
/// @param parameters those of the path, the query and the headers
/// @param answer what comes back; empty where nothing does
/// @param refusals by their status
/// @param request a body that was sent, as JSON
/// @param response what was answered, as JSON
public record Action(
        String id,
        String method,
        String path,
        String summary,
        Prose description,
        String permission,
        List<Field> parameters,
        List<Field> body,
        String status,
        List<Field> answer,
        List<Refusals> refusals,
        Optional<String> request,
        Optional<String> response) {
    /// The codes that come with one status.
    public record Refusals(String status, List<String> codes) {}
}
