using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>The names that a codec gives to what belongs to a member, none of which meets another.</summary>
internal sealed class MemberNames
{
    private static readonly string[] Reserved = ["reader", "writer", "value", "result", "items", "item", "seen", "member", "key", "pair"];

    private readonly string[] _locals;
    private readonly string[] _pascals;

    /// <summary>Names the members of a type.</summary>
    public MemberNames(JsonTypeModel type)
    {
        _locals = new string[type.Members.Count];
        _pascals = new string[type.Members.Count];
        var locals = new HashSet<string>(Reserved, StringComparer.Ordinal);
        var pascals = new HashSet<string>(StringComparer.Ordinal) { "", "Value", type.Codec };
        for (var i = 0; i < type.Members.Count; i++)
        {
            var name = type.Members[i].Name;
            var local = CamelCase.From(name);
            while (!locals.Add(local)) local += i;
            _locals[i] = Symbols.Escape(local);
            var pascal = char.ToUpperInvariant(name[0]) + name.Substring(1);
            while (pascals.Contains(pascal) || Derived(pascal).Any(pascals.Contains)) pascal += i;
            pascals.Add(pascal);
            pascals.UnionWith(Derived(pascal));
            _pascals[i] = pascal;
        }
    }

    /// <summary>The names that the elements and keys of a member's collection get.</summary>
    private static string[] Derived(string pascal) => [pascal + "Item", pascal + "ItemItem", pascal + "Key", pascal + "ItemKey"];

    /// <summary>The local variable for the member's value.</summary>
    public string Local(int member) => _locals[member];

    /// <summary>The member's name as the part of another name.</summary>
    public string Pascal(int member) => _pascals[member];

    /// <summary>The field that holds the member's encoded JSON name.</summary>
    public string Encoded(int member) => _pascals[member] + "Name";
}
