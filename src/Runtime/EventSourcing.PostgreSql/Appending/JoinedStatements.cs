using EventSourcing.Storage;

namespace EventSourcing.PostgreSql;

/// <summary>
/// The statements of appends within transactions of others, each by the function that costs the server least: where nothing but its own stream can refuse an append, nothing has to be undone then.
/// </summary>
/// <param name="database">What the parts of the store share.</param>
/// <param name="info">What the store is, once that is known.</param>
/// <param name="savepoint">The name of the savepoint under which they are sent.</param>
internal sealed class JoinedStatements(PostgreSqlDatabase database, Func<PostgreSqlStoreInfo> info, string savepoint) : IDisposable
{
    private readonly AppendStatements<AppendOneStatement> _single = new(() => new AppendOneStatement(database.Names, info(), database.Options.PrepareStatements, savepoint));
    private readonly AppendStatements<AppendGroupStatement> _ofOneStream = new(() => new AppendGroupStatement(database.Names, info(), database.Options.PrepareStatements, savepoint));
    private readonly AppendStatements<AppendWholeStatement> _whole = new(() => new AppendWholeStatement(database.Names, info(), database.Options.PrepareStatements, savepoint));

    /// <summary>A statement for an append. To be put back.</summary>
    public AppendStatement Take(PreparedAtomicAppend append) => append switch
    {
        not { Condition: null, Appends.Count: 1 } => _whole.Take(),
        { Appends: [{ Events: [{ Metadata.Tags.Count: 0 }] }] } => _single.Take(),
        _ => _ofOneStream.Take(),
    };

    /// <summary>Sets the parameters.</summary>
    public void Set(AppendStatement statement, AtomicRequest request)
    {
        switch (statement)
        {
            case AppendOneStatement one:
                one.Set(info(), new AppendRequest(request.Append.Appends[0], request.Scope), database.Types);
                break;
            case AppendGroupStatement group:
                group.Set(info(), new AppendRequest(request.Append.Appends[0], request.Scope), database.Types);
                break;
            case AppendWholeStatement whole:
                whole.Set(info(), request.Append, request.Scope, database.Types);
                break;
        }
    }

    public void PutBack(AppendStatement statement)
    {
        switch (statement)
        {
            case AppendOneStatement one:
                _single.PutBack(one);
                break;
            case AppendGroupStatement group:
                _ofOneStream.PutBack(group);
                break;
            case AppendWholeStatement whole:
                _whole.PutBack(whole);
                break;
        }
    }

    public void Dispose()
    {
        _single.Dispose();
        _ofOneStream.Dispose();
        _whole.Dispose();
    }
}
