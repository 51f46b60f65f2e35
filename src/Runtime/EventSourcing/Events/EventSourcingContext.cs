using System.Collections.Frozen;
using System.Diagnostics;

namespace EventSourcing;

/// <summary>
/// What the current flow of execution acts as: who, for which tenant, in which conversation, by which clock. A web
/// request, a handler or a test sets it; everything that is raised inside is stamped with it.
/// </summary>
/// <remarks>
/// The context is ambient (<see cref="AsyncLocal{T}"/>): it follows <see langword="await"/> and tasks that are started
/// inside, and never reaches a flow beside it. Scopes nest strictly.
/// <code>
/// using (EventSourcingContext.Use(EventSourcingContext.Current with { Actor = "alice", CorrelationId = requestId }))
/// {
///     await accounts.ExecuteAsync(id, a => a.Withdraw(30m));
/// }
/// </code>
/// </remarks>
public sealed record EventSourcingContext
{
    private static readonly AsyncLocal<EventSourcingContext?> Ambient = new();
    private static readonly EventSourcingContext Default = new();

    /// <summary>The context of the current flow; an empty one with the system's clock where none was set.</summary>
    public static EventSourcingContext Current => Ambient.Value ?? Default;

    /// <summary>The conversation, or <see langword="null"/>.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>The id of the event or command that is being handled, or <see langword="null"/>.</summary>
    public Guid? CausationId { get; init; }

    /// <summary>Who acts, or <see langword="null"/>.</summary>
    public string? Actor { get; init; }

    /// <summary>For which tenant, or <see langword="null"/>.</summary>
    public string? Tenant { get; init; }

    /// <summary>
    /// The W3C <c>traceparent</c> to store; <see langword="null"/> takes that of <see cref="Activity.Current"/>.
    /// </summary>
    public string? TraceParent { get; init; }

    /// <summary>Headers for every event that is raised inside.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The clock of events that are raised outside a repository with a clock of its own.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The ids of events that are raised outside a repository with a generator of its own.</summary>
    public IEventIdGenerator EventIds { get; init; } = UuidV7Generator.Instance;

    /// <summary>Makes <paramref name="context"/> the current one until the returned scope is disposed.</summary>
    /// <param name="context">The context to act in.</param>
    /// <returns>The scope. Disposing it restores what was current before; doing so again has no effect.</returns>
    public static IDisposable Use(EventSourcingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Scope(context);
    }

    /// <summary>
    /// Acts as a handler of <paramref name="cause"/>: what is raised inside has its correlation (or its id, where it
    /// starts the conversation), names it as its cause and belongs to its tenant.
    /// </summary>
    /// <param name="cause">The metadata of the event that is being handled.</param>
    /// <returns>The scope, as of <see cref="Use"/>.</returns>
    public static IDisposable Handling(EventMetadata cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return Use(Current with
        {
            CorrelationId = cause.CorrelationId ?? cause.EventId,
            CausationId = cause.EventId,
            Tenant = cause.Tenant ?? Current.Tenant,
        });
    }

    /// <summary>
    /// Acts on a command: what is raised inside names the command as its cause, and has its correlation, actor and tenant.
    /// </summary>
    /// <param name="command">The command's metadata; what it leaves open is taken from the current context.</param>
    /// <returns>The scope, as of <see cref="Use"/>.</returns>
    public static IDisposable Executing(CommandMetadata command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var current = Current;
        var id = command.CommandId != Guid.Empty ? command.CommandId : NewId(current.EventIds, current.TimeProvider.GetUtcNow());
        return Use(current with
        {
            CorrelationId = command.CorrelationId ?? current.CorrelationId ?? id,
            CausationId = id,
            Actor = command.Actor ?? current.Actor,
            Tenant = command.Tenant ?? current.Tenant,
        });
    }

    /// <summary>The same clock and ids, and nobody who acts: for work that whoever happens to start it has not caused.</summary>
    internal EventSourcingContext OfNobody() => new() { TimeProvider = TimeProvider, EventIds = EventIds };

    /// <summary>Fills in what <paramref name="metadata"/> leaves open, or makes it whole.</summary>
    internal EventMetadata Complete(EventMetadata? metadata) => Complete(metadata, TimeProvider, EventIds);

    /// <summary>As above, by a clock and ids of the caller's.</summary>
    internal EventMetadata Complete(EventMetadata? metadata, TimeProvider clock, IEventIdGenerator ids)
    {
        if (metadata is null)
        {
            var now = clock.GetUtcNow();
            return new EventMetadata
            {
                EventId = NewId(ids, now),
                OccurredAt = now,
                CorrelationId = CorrelationId,
                CausationId = CausationId,
                Actor = Actor,
                Tenant = Tenant,
                TraceParent = TraceParent ?? CurrentTraceParent(),
                Headers = Headers,
            };
        }

        if (metadata.OccurredAt == default) metadata = metadata with { OccurredAt = clock.GetUtcNow() };
        if (metadata.EventId == Guid.Empty) metadata = metadata with { EventId = NewId(ids, metadata.OccurredAt) };
        return metadata;
    }

    private static Guid NewId(IEventIdGenerator ids, DateTimeOffset occurredAt)
    {
        var id = ids.NewId(occurredAt);
        return id != Guid.Empty
            ? id
            : throw new InvalidOperationException($"{ids.GetType()} made an empty event id. An IEventIdGenerator must return a new id at each call.");
    }

    private static string? CurrentTraceParent() =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    private sealed class Scope : IDisposable
    {
        private readonly EventSourcingContext _entered;
        private readonly EventSourcingContext? _left;
        private bool _disposed;

        public Scope(EventSourcingContext entered)
        {
            _entered = entered;
            _left = Ambient.Value;
            Ambient.Value = entered;
        }

        public void Dispose()
        {
            if (_disposed) return;
            if (!ReferenceEquals(Ambient.Value, _entered))
                throw new InvalidOperationException("A scope of EventSourcingContext was disposed while another one that was opened inside it, or elsewhere, is current. Dispose scopes in the reverse order of opening, in the flow that opened them.");
            _disposed = true;
            Ambient.Value = _left;
        }
    }
}
