package dev.sarraf.images;

/// Why there is no picture. A connection that was refused, one that found no way and one to an address that is not
/// allowed are one kind, so that nobody can find out what listens in our network.
enum Trouble {
    UNREACHABLE("No connection could be made to its address.", false),
    DNS("Its host name could not be resolved.", false),
    TLS("No trusted TLS connection could be made to its address.", false),
    BROKEN("The connection broke, or what came over it was not HTTP.", false),
    INTERNAL("It could not be fetched for a reason on our side.", false),
    TIMEOUT("Its address did not answer completely in time.", false),
    STATUS("Its address did not answer with status 200. Redirects are not followed.", false),
    TOO_LARGE("The file has more than 2 MiB.", true),
    NOT_AN_IMAGE("The file is no PNG, JPEG, WebP or GIF.", true),
    TOO_MANY_PIXELS("The picture has more pixels than are shown.", true),
    UNREADABLE("The file is damaged, or of a variant that cannot be read.", true),
    QUOTA("There are as many pictures as one merchant can have.", true);

    private final String meaning;
    private final boolean lasting;

    Trouble(String meaning, boolean lasting) {
        this.meaning = meaning;
        this.lasting = lasting;
    }

    /// What is the matter, in a sentence for the merchant's developer.
    String meaning() {
        return meaning;
    }

    /// Whether another try in the next minutes would meet the same.
    boolean isLasting() {
        return lasting;
    }
}
