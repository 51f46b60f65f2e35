using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>The names that a codec gives to what belongs to a member, none of which meets another.</summary>
internal sealed class MemberNames
{
    private static readonly string[] Reserved = ["reader", "writer", "value", "result", "items", "item", "seen", "member", "key", "pair", "derived", "kind"];
    private static readonly string[] CodecMembers = 
        ["Instance", "Read", "ReadValue", "ReadObject", "ReadKey", "Write", "WriteValue", "WriteMembers", "WriteKey", "FindMember", "Create", "CreateAccessor", "MakeValue", "ValueConverter", "DiscriminatorName"];


    // A type is held by few base types, and those that name their discriminators differently are fewer still.
    private const int MostDiscriminators = 64;

    private readonly string[] _locals;
    private readonly string[] _pascals;

    /// <summary>Names the members of a type.</summary>
    public MemberNames(JsonTypeModel type)
    {
        _locals = new string[type.Members.Count];
        _pascals = new string[type.Members.Count];
        var locals = new HashSet<string>(Reserved, StringComparer.Ordinal);
        for (var word = 1; word * ReadEmitter.BitsPerWord < type.Members.Count + MostDiscriminators; word++) locals.Add("seen" + word);
        for (var word = 0; word * ReadEmitter.BitsPerWord < type.Members.Count + MostDiscriminators; word++) locals.Add("missing" + word);
        var taken = new HashSet<string>(CodecMembers, StringComparer.Ordinal) { type.Codec };
        for (var i = 0; i < type.Members.Count; i++)
        {
            var (name, shape) = (type.Members[i].Name, type.Members[i].Shape);
            var local = CamelCase.From(name);
            while (!locals.Add(local)) local += i;
            _locals[i] = Symbols.Escape(local);
            var pascal = char.ToUpperInvariant(name[0]) + name.Substring(1);
            while (Derived(pascal, shape).Any(taken.Contains)) pascal += i;
            taken.UnionWith(Derived(pascal, shape));
            _pascals[i] = pascal;
        }
    }

    /// <summary>The names of all fields and methods that a codec has for a member, the elements and keys of its collections included.</summary>
    private static IEnumerable<string> Derived(string pascal, JsonShape shape)
    {
        yield return pascal + "Name";
        yield return "Set" + pascal;
        yield return "Set" + pascal + "Accessor";
        yield return "Make" + pascal;
        var place = pascal;
        for (var at = shape; at is not null; at = at.Element, place += "Item")
        {
            yield return "Read" + place;
            yield return "Write" + place;
            yield return place + "Converter";
            yield return place + "KeyConverter";
        }
    }

    /// <summary>The local variable for the member's value.</summary>
    public string Local(int member) => _locals[member];

    /// <summary>The member's name as the part of another name.</summary>
    public string Pascal(int member) => _pascals[member];

    /// <summary>The field that holds the member's encoded JSON name.</summary>
    public string Encoded(int member) => _pascals[member] + "Name";
}
