package dev.sarraf.customers;

import java.util.Optional;
import java.util.function.Function;

/// What is known of a person, in the form in which it is kept.
///
/// @param address as JSON text
/// @param shipping as JSON text
record Person(
        Optional<String> name,
        Optional<Email> email,
        Optional<Phone> phone,
        Optional<String> address,
        Optional<String> shipping) {
    Optional<String> emailKey() {
        return email.map(Email::key);
    }

    Optional<String> phoneKey() {
        return phone.flatMap(Phone::key);
    }

    /// This person after what was typed last: what was not typed stays.
    Person updatedBy(Person typed) {
        return new Person(
                newer(typed, Person::name),
                newer(typed, Person::email),
                newer(typed, Person::phone),
                newer(typed, Person::address),
                newer(typed, Person::shipping));
    }

    /// As [#updatedBy], in what the session lets change alone. How a registered customer is reached is the
    /// merchant's.
    Person updatedBy(Person typed, Purchase.Updates updates) {
        return new Person(
                updates.name() ? newer(typed, Person::name) : name,
                email,
                phone,
                updates.address() ? newer(typed, Person::address) : address,
                updates.shipping() ? newer(typed, Person::shipping) : shipping);
    }

    private <T> Optional<T> newer(Person typed, Function<Person, Optional<T>> part) {
        return part.apply(typed).or(() -> part.apply(this));
    }
}
