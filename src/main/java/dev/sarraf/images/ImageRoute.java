package dev.sarraf.images;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.images.ImageStore.Kept;
import java.util.HexFormat;
import java.util.List;

/// `GET /images/{id}`, for browsers: the pictures of both modes. Without one it says why there is none.
public final class ImageRoute {
    private final Images test;
    private final Images live;

    public ImageRoute(Images test, Images live) {
        this.test = test;
        this.live = live;
    }

    public List<Route> routes() {
        return List.of(Route.get("/images/{id}", Access.PUBLIC, this::get));
    }

    private Response get(Call call) {
        var text = call.path("id");
        if (!ImageId.matches(text)) {
            throw Refusal.missing("image", text);
        }
        var id = new ImageId(text);
        var images = id.mode().isLive() ? live : test;
        return switch (images.find(id).orElseThrow(() -> Refusal.missing("image", text))) {
            case Kept.There(var picture) -> answer(call, picture);
            case Kept.Waiting(var last) ->
                throw without(
                        id,
                        "has not been fetched yet. "
                                + last.map(Trouble::meaning).orElse(""));
            case Kept.Failed(var trouble) -> throw without(id, "could not be fetched. " + trouble.meaning());
        };
    }

    /// It never changes, and merchants may show it on their own pages too.
    private static Response answer(Call call, Picture picture) {
        var tag = "\"" + HexFormat.of().formatHex(picture.hash(), 0, 8) + "\"";
        boolean isKnown = call.header("if-none-match").map(tag::equals).orElse(false);
        var response = isKnown
                ? Response.notModified()
                : Response.of(200, picture.format().type(), picture.content())
                        .with("Content-Security-Policy", "default-src 'none'; sandbox")
                        .with("Cross-Origin-Resource-Policy", "cross-origin");
        return response.with("Cache-Control", "public, max-age=31536000, immutable")
                .with("ETag", tag);
    }

    private static Refusal without(ImageId id, String why) {
        return Refusal.of(Reason.NOT_FOUND, ErrorCode.RESOURCE_MISSING, ("The image " + id + " " + why).strip());
    }
}
