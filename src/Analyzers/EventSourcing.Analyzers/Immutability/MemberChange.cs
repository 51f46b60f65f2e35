namespace EventSourcing.Analyzers.Immutability;

/// <summary>How a member of a type can be changed after the type was made.</summary>
internal enum MemberChange
{
    /// <summary>It cannot.</summary>
    None,

    /// <summary>The property has a set accessor that is not <c>init</c>.</summary>
    SetAccessor,

    /// <summary>The field is not readonly.</summary>
    WritableField,

    /// <summary>The property comes from a parameter of a record struct that is not readonly.</summary>
    WritableRecordStruct,

    /// <summary>The parameter of a primary constructor is kept, and assigned by a member.</summary>
    CapturedParameter,

    /// <summary>The member is a C# event: whoever subscribes changes it.</summary>
    Subscription,
}
