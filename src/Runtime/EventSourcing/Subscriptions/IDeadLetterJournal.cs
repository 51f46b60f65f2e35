namespace EventSourcing.Subscriptions;

/// <summary>The dead letters as a subscription needs them: within the transactions of its checkpoints.</summary>
internal interface IDeadLetterJournal
{
    /// <summary>Makes the place where they are kept, if need be.</summary>
    ValueTask PrepareAsync(CancellationToken cancellationToken);

    /// <summary>The keys of a subscription that have open dead letters.</summary>
    ValueTask<IReadOnlyCollection<string>> ParkedKeysAsync(string subscription, CancellationToken cancellationToken);

    /// <summary>The keys of a subscription that are to be replayed.</summary>
    ValueTask<IReadOnlyCollection<string>> KeysToReplayAsync(string subscription, CancellationToken cancellationToken);

    /// <summary>The first open dead letter of a key, at a place or behind it. Those before it, which may be many that have ended, are not looked at.</summary>
    ValueTask<DeadLetter?> FirstOpenAsync(IStoreTransaction transaction, string subscription, string key, GlobalPosition? from, CancellationToken cancellationToken);

    /// <summary>Open dead letters of a key, in their order, from behind a place.</summary>
    ValueTask<IReadOnlyList<DeadLetter>> OpenAsync(string subscription, string key, GlobalPosition? after, int most, CancellationToken cancellationToken);

    /// <summary>The dead letter of an event.</summary>
    ValueTask<DeadLetter?> FindAsync(IStoreTransaction transaction, string subscription, GlobalPosition position, CancellationToken cancellationToken);

    /// <summary>Writes a dead letter that is new.</summary>
    ValueTask ParkAsync(IStoreTransaction transaction, DeadLetter letter, CancellationToken cancellationToken);

    /// <summary>Changes a dead letter, as it was found.</summary>
    ValueTask ChangeAsync(IStoreTransaction transaction, DeadLetter letter, CancellationToken cancellationToken);

    /// <summary>Lets all dead letters of a key wait that were to be replayed.</summary>
    ValueTask PutBackAsync(IStoreTransaction transaction, string subscription, string key, CancellationToken cancellationToken);
}
