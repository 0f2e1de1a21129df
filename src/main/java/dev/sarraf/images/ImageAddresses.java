package dev.sarraf.images;

import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import java.net.URI;
import java.util.function.UnaryOperator;

/// The addresses at which this server shows pictures.
///
/// @param pages where customers and merchants reach this server
public record ImageAddresses(URI pages, Mode mode) {
    /// From where this merchant keeps a picture to where it is served.
    public UnaryOperator<String> of(MerchantId merchant) {
        return source ->
                pages.resolve(ImageId.of(mode, merchant, source).path()).toString();
    }
}
