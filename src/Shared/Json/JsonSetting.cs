namespace EventSourcing.Compiler;

/// <summary>How the value of a member gets into an object that is read.</summary>
internal enum JsonSetting
{
    /// <summary>Not at all: it is computed, or not read, and only written.</summary>
    None,

    /// <summary>Through a parameter of the constructor.</summary>
    Constructor,

    /// <summary>In the object initializer, because the member is <c>required</c>.</summary>
    Initializer,

    /// <summary>By assignment, if JSON has it.</summary>
    Assignment,

    /// <summary>Through an accessor to its <c>init</c> or private setter, if JSON has it, so that an initializer counts otherwise.</summary>
    Accessor,
}
