package dev.sarraf.page;

import dev.sarraf.http.Call;
import dev.sarraf.http.Json;
import dev.sarraf.http.Response;
import dev.sarraf.openapi.ApiDocument;
import dev.sarraf.openapi.Chapter;
import dev.sarraf.openapi.Chapters;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The description of the API, for programs as `/openapi.json` and for people as chapters. It is put together when
/// somebody asks for the first time, since most starts of the server are for payments.
final class ApiReference {
    /// What was put together.
    private record Edition(Asset json, List<Chapter> chapters) {}

    private final URI server;
    private Optional<Edition> edition = Optional.empty();

    /// @param server where the API is reached
    ApiReference(URI server) {
        this.server = server;
    }

    Response json(Call call) {
        return edition().json().answer(call);
    }

    List<Chapter> chapters() {
        return edition().chapters();
    }

    private synchronized Edition edition() {
        if (edition.isEmpty()) {
            var document = ApiDocument.of(server);
            var json = Json.write(document).getBytes(StandardCharsets.UTF_8);
            edition = Optional.of(
                    new Edition(Asset.checked("/openapi.json", Response.JSON, json), Chapters.of(document)));
        }
        return edition.orElseThrow();
    }
}
