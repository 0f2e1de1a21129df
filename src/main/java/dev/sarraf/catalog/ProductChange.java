package dev.sarraf.catalog;

import dev.sarraf.http.Fields;
import dev.sarraf.ids.Mode;
import dev.sarraf.images.Source;
import java.util.Optional;

/// What a PATCH of a product asks for; what is empty stays.
///
/// @param defaultPrice the id as it was sent
record ProductChange(
        Optional<String> name,
        Edit<String> description,
        Edit<String> image,
        Edit<String> unitLabel,
        Optional<Boolean> active,
        Edit<Metadata> metadata,
        Edit<String> defaultPrice) {
    static ProductChange read(Fields body, Mode mode) {
        var change = new ProductChange(
                body.text("name", Wire.LONGEST_NAME),
                Edit.read(body, "description", body.text("description", Wire.LONGEST_DESCRIPTION)),
                Edit.read(body, "image", Source.read(body, "image", mode)),
                Edit.read(body, "unitLabel", body.text("unitLabel", NewProduct.LONGEST_UNIT_LABEL)),
                body.flagOrText("active"),
                Metadata.edit(body),
                Edit.read(
                        body,
                        "defaultPrice",
                        body.text("defaultPrice", 0, Wire.LONGEST_ID).filter(id -> !id.isEmpty())));
        body.end();
        return change;
    }

    Product.Label label(Product.Label before) {
        return new Product.Label(
                name.orElse(before.name()),
                description.of(before.description()),
                image.of(before.image()),
                unitLabel.of(before.unitLabel()),
                active.orElse(before.active()),
                before.metadata().after(metadata));
    }
}
