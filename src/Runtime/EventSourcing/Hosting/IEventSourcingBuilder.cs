namespace EventSourcing;

/// <summary>
/// Where a program that is put together by dependency injection says which store it uses. The package EventSourcing.Hosting implements it; the packages of stores extend it with a method each, such as
/// <c>UseSqlite</c>. So neither knows the other, and a program carries the one store that it uses.
/// </summary>
public interface IEventSourcingBuilder
{
    /// <summary>The events that the program knows.</summary>
    EventCatalog Catalog { get; }

    /// <summary>Says which store the program uses.</summary>
    /// <param name="name">What errors and logs call it, such as <c>SQLite</c>.</param>
    /// <param name="create">Makes the store, once, without I/O; whoever asked for it disposes of it at the program's end. Services of the program are in its argument.</param>
    /// <exception cref="InvalidOperationException">A store was chosen already.</exception>
    void UseStore(string name, Func<IServiceProvider, ITransactionalEventStore> create);
}
