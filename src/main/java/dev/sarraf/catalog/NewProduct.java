package dev.sarraf.catalog;

import dev.sarraf.http.Fields;
import dev.sarraf.ids.Mode;
import dev.sarraf.images.Source;
import java.util.Optional;

/// A product as a merchant asks for it, with its first price perhaps.
record NewProduct(Product.Label label, Optional<NewPrice> defaultPrice) {
    static final int LONGEST_UNIT_LABEL = 50;

    static NewProduct read(Fields body, Mode mode) {
        var product = new NewProduct(
                new Product.Label(
                        body.required("name", body.text("name", Wire.LONGEST_NAME)),
                        body.text("description", Wire.LONGEST_DESCRIPTION),
                        Source.read(body, "image", mode),
                        body.text("unitLabel", LONGEST_UNIT_LABEL),
                        body.flagOrText("active").orElse(true),
                        Metadata.read(body)),
                body.object("defaultPrice").map(NewPrice::read));
        body.end();
        return product;
    }
}
