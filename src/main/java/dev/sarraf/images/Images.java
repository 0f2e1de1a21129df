package dev.sarraf.images;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.Merchants;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The pictures of one mode. One address of a merchant is one picture, which is fetched once and then stays as it is.
public final class Images {
    private final Database database;
    private final ImageAddresses addresses;
    private final Runnable wake;
    private final ImageStore store = new ImageStore();

    /// @param wake is called when there may be something to fetch
    public Images(Database database, ImageAddresses addresses, Runnable wake) {
        this.database = database;
        this.addresses = addresses;
        this.wake = wake;
    }

    /// Where pictures are served.
    public ImageAddresses addresses() {
        return addresses;
    }

    /// Has these fetched, unless they have been. One that could not be fetched is tried again an hour after at the
    /// earliest.
    public void ask(Tx tx, MerchantId merchant, Collection<String> sources) {
        ask(tx, sources.stream().map(source -> asked(merchant, source)).toList());
    }

    /// As [#ask], for the logos of all merchants: they are set for both modes at once, in a database of their own.
    public void askForLogos(Merchants merchants) {
        var logos = merchants.logos().entrySet().stream()
                .map(entry -> asked(entry.getKey(), entry.getValue().toString()))
                .toList();
        database.inTransaction(tx -> {
            ask(tx, logos);
            return logos;
        });
    }

    /// Which of these can be shown now.
    public Gallery gallery(Tx tx, MerchantId merchant, Collection<String> sources) {
        var ids = sources.stream().map(source -> id(merchant, source)).toList();
        return new Gallery(mode(), merchant, ids.isEmpty() ? Set.of() : store.findStored(tx, merchant, ids));
    }

    /// As it stands with the image of this id.
    Optional<ImageStore.Kept> find(ImageId id) {
        return database.inOneQuery(tx -> store.find(tx, id));
    }

    private void ask(Tx tx, List<ImageStore.Asked> asked) {
        if (!asked.isEmpty() && store.ask(tx, asked)) {
            tx.afterCommit(wake);
        }
    }

    private ImageStore.Asked asked(MerchantId merchant, String source) {
        return new ImageStore.Asked(merchant, id(merchant, source), source);
    }

    private ImageId id(MerchantId merchant, String source) {
        return ImageId.of(mode(), merchant, source);
    }

    private Mode mode() {
        return addresses.mode();
    }
}
