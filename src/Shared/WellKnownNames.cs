namespace EventSourcing.Compiler;

/// <summary>The names of the runtime's types that the compiler side knows. A test resolves each against the runtime assembly.</summary>
internal static class WellKnownNames
{
    public const string RuntimeNamespace = "EventSourcing";
    public const string RuntimeAssembly = "EventSourcing";

    public const string AggregateAttribute = "EventSourcing.AggregateAttribute";
    public const string HandlesAttribute = "EventSourcing.HandlesAttribute";
    public const string DomainEventAttribute = "EventSourcing.DomainEventAttribute";
    public const string EventValueAttribute = "EventSourcing.EventValueAttribute";
    public const string EventCatalogAttribute = "EventSourcing.EventCatalogAttribute";
    public const string CatalogedEventAttribute = "EventSourcing.CatalogedEventAttribute";
    public const string CatalogedUpcasterAttribute = "EventSourcing.CatalogedUpcasterAttribute";
    public const string UpcastsAttribute = "EventSourcing.UpcastsAttribute";
    public const string SensitiveAttribute = "EventSourcing.SensitiveAttribute";
    public const string ProjectionAttribute = "EventSourcing.ProjectionAttribute";
    public const string ProcessManagerAttribute = "EventSourcing.ProcessManagerAttribute";
    public const string ProcessManager = "EventSourcing.ProcessManager`1";
    public const string PartitionKeyAttribute = "EventSourcing.PartitionKeyAttribute";
    public const string ReadModelAttribute = "EventSourcing.ReadModelAttribute";
    public const string ReadModelKeyAttribute = "EventSourcing.ReadModelKeyAttribute";
    public const string ReadModelColumnAttribute = "EventSourcing.ReadModelColumnAttribute";
    public const string RowVersionAttribute = "EventSourcing.RowVersionAttribute";
    public const string SoftDeletedAttribute = "EventSourcing.SoftDeletedAttribute";
    public const string IndexedAttribute = "EventSourcing.IndexedAttribute";
    public const string ReadModelInterface = "EventSourcing.IReadModel`1";
    public const string HandledEvent = "EventSourcing.HandledEvent`1";
    public const string EventContext = "EventSourcing.EventContext";
    public const string AggregateRoot = "EventSourcing.AggregateRoot`1";
    public const string StateAggregateRoot = "EventSourcing.AggregateRoot`2";
    public const string EventMetadata = "EventSourcing.EventMetadata";

    public const string CancellationToken = "System.Threading.CancellationToken";

    public const string CatalogProperty = "build_property.EventSourcingCatalogIsInternal";
    public const string AcceptProperty = "build_property.EventSourcingAcceptEventChanges";
    public const string RootNamespaceProperty = "build_property.RootNamespace";

    public const string CatalogClass = "DomainEvents";
}
