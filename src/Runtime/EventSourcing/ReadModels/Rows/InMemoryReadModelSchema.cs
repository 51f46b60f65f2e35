namespace EventSourcing.ReadModels;

/// <summary>Tables in memory come and go with their rows.</summary>
internal sealed class InMemoryReadModelSchema : IReadModelSchema
{
    public static InMemoryReadModelSchema Instance { get; } = new();

    public ValueTask<IReadOnlyList<string>> ApplyAsync(IReadOnlyList<ReadModelMapping> mappings, CancellationToken cancellationToken = default) => Nothing(mappings, cancellationToken);

    public ValueTask<IReadOnlyList<string>> VerifyAsync(IReadOnlyList<ReadModelMapping> mappings, CancellationToken cancellationToken = default) => Nothing(mappings, cancellationToken);

    public string Script(IReadOnlyList<ReadModelMapping> mappings)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        return "";
    }

    private static ValueTask<IReadOnlyList<string>> Nothing(IReadOnlyList<ReadModelMapping> mappings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<IReadOnlyList<string>>(cancellationToken) : ValueTask.FromResult<IReadOnlyList<string>>([]);
    }
}
