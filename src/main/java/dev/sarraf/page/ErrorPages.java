package dev.sarraf.page;

import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Call;
import dev.sarraf.http.ErrorFormat;
import dev.sarraf.http.Response;
import java.util.Optional;

/// A person is answered with a page, whatever happens; our script with what it can show.
final class ErrorPages implements ErrorFormat {
    private final Words words;

    ErrorPages(Words words) {
        this.words = words;
    }

    /// A page of words alone, by the key of its texts.
    @FunctionalInterface
    interface Words {
        Response say(int status, Visitor visitor, String key);
    }

    @Override
    public Response refused(Call call, Refusal refusal) {
        return say(call, refusal.reason().status(), "refused");
    }

    @Override
    public Response failed(Call call) {
        return say(call, 500, "failed");
    }

    private Response say(Call call, int status, String key) {
        var visitor = Visitor.of(call, Optional.empty());
        return WantsJson.of(call)
                ? Response.json(status, FormPost.error(visitor.texts().say(key + ".text")))
                : words.say(status, visitor, key);
    }
}
