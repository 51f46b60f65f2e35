namespace EventSourcing.Compiler;

/// <summary>The ids of the rules that the model reader checks, and the arguments of their <see cref="Violation"/>s.</summary>
internal static class RuleIds
{
    /// <summary>Aggregate or a type that contains it is not partial. Arguments: the type, the aggregate.</summary>
    public const string NotPartial = "ESG0001";

    /// <summary>Handler with a signature that cannot be called. Arguments: the method, what is wrong, the signature to write.</summary>
    public const string HandlerSignature = "ESG0002";

    /// <summary>Handler that is asynchronous. Arguments: the method.</summary>
    public const string AsyncHandler = "ESG0003";

    /// <summary>Handler whose result is dropped. Arguments: the method, the type of its result.</summary>
    public const string DroppedResult = "ESG0004";

    /// <summary>Two handlers of one aggregate take the same event. Arguments: the event, the aggregate, the other method.</summary>
    public const string DuplicateHandler = "ESG0005";

    /// <summary>[Handles] or [Aggregate] where nothing can be emitted. Arguments: the attribute's name, the type, why.</summary>
    public const string NoOutputPossible = "ESG0009";

    /// <summary>Aggregate that cannot be made for replay. Arguments: the aggregate, why, what to do.</summary>
    public const string CannotBeCreated = "ESG0010";

    /// <summary>Execute method that cannot be the one of its Decide method. Arguments: the aggregate, the command, why.</summary>
    public const string WrongExecute = "ESG0012";

    /// <summary>Event of a kind that cannot be stored. Arguments: the event, why, what to do.</summary>
    public const string NotAnEvent = "ESG0205";

    /// <summary>Member that is no data: an aggregate, a service, a delegate, a stream or a task. Arguments: the member's path, its type, what it is.</summary>
    public const string NotAFact = "ESG0206";

    /// <summary>Member of a type that cannot be written as JSON. Arguments: the member's path, its type, why.</summary>
    public const string UnsupportedMember = "ESG0401";

    /// <summary>Type that cannot be made from JSON. Arguments: the type, why.</summary>
    public const string NoUsableConstructor = "ESG0402";

    /// <summary>Constructor parameter that no member carries. Arguments: the parameter, the type.</summary>
    public const string UnmatchedParameter = "ESG0403";

    /// <summary>Two members under one JSON name. Arguments: the first member, the second, the name.</summary>
    public const string DuplicateJsonName = "ESG0404";

    /// <summary>System.Text.Json attribute that has no effect; the codec is emitted all the same. Arguments: the attribute, the member's path, why.</summary>
    public const string UnsupportedAttribute = "ESG0405";

    /// <summary>Member of an abstract type or interface without derived types. Arguments: the member's path, its type, nothing.</summary>
    public const string NoDerivedTypes = "ESG0407";

    /// <summary>Two events under one name or alias. Arguments: the event, the other event, the name.</summary>
    public const string DuplicateEventName = "ESG0502";

    /// <summary>Version of an event without a way to the current one. Arguments: the event, the stored name, the versions.</summary>
    public const string NoWayToCurrent = "ESG0506";

    /// <summary>Upcaster that cannot be used. Arguments: the method, why, what to do.</summary>
    public const string WrongUpcaster = "ESG0507";

    /// <summary>[Projection] where nothing can be emitted. Arguments: the type, why, what to do.</summary>
    public const string ProjectionNotPossible = "ESG0701";

    /// <summary>Projection that cannot be made. Arguments: the projection, why, what to do.</summary>
    public const string ProjectionConstructor = "ESG0702";

    /// <summary>Projection whose name or version cannot be kept. Arguments: the projection, why.</summary>
    public const string ProjectionIdentity = "ESG0703";

    /// <summary>Projection that handles nothing. Arguments: the projection.</summary>
    public const string ProjectionWithoutHandlers = "ESG0705";

    /// <summary>[PartitionKey] method that cannot be called. Arguments: the method, why.</summary>
    public const string WrongPartitionKey = "ESG0708";

    /// <summary>Type that cannot be the rows of a read model. Arguments: the type, why, what to do.</summary>
    public const string RowNotPossible = "ESG0709";

    /// <summary>Member of a row that cannot be a column as it is. Arguments: the member, the type, why, what to do.</summary>
    public const string ColumnNotPossible = "ESG0710";
}
