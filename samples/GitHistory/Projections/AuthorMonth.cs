using EventSourcing;

namespace GitHistory.Projections;

/// <summary>How many commits an author made in a month: a row that the store keeps, and that anybody may ask for by SQL.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Month">The month in UTC, such as <c>2024-05</c>.</param>
/// <param name="Author">The author's name.</param>
/// <param name="Commits">How many.</param>
[ReadModel("author_months")]
internal sealed record AuthorMonth([ReadModelKey] string Branch, [ReadModelKey] string Month, [ReadModelKey] string Author, int Commits);
