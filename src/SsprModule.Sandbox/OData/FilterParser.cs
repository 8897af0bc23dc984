using System.Globalization;
using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox.OData;

/// <summary>A recursive-descent parser for the part of $filter that Entra's resources document.</summary>
internal sealed class FilterParser
{
    private static readonly string[] Comparisons = ["eq", "ne", "ge", "gt", "le", "lt"];
    private static readonly string[] Functions = ["startswith", "endswith", "contains"];

    private readonly string filter;
    private readonly List<FilterToken> tokens;
    private int at;
    private int depth;

    private FilterParser(string filter)
    {
        this.filter = filter;
        tokens = FilterLexer.Read(filter);
    }

    private FilterToken Current => tokens[at];

    public static FilterNode Parse(string filter)
    {
        var parser = new FilterParser(filter);
        var node = parser.ReadOr();
        return parser.Current.Kind == TokenKind.End ? node : throw parser.Wrong();
    }

    private FilterNode ReadOr()
    {
        var left = ReadAnd();
        while (TryWord("or"))
        {
            left = new OrNode(left, ReadAnd());
        }

        return left;
    }

    private FilterNode ReadAnd()
    {
        var left = ReadUnary();
        while (TryWord("and"))
        {
            left = new AndNode(left, ReadUnary());
        }

        return left;
    }

    private FilterNode ReadUnary()
    {
        if (++depth > 100)
        {
            throw GraphErrors.BadQuery("Invalid filter clause: The expression is nested too deeply.");
        }

        try
        {
            if (TryWord("not"))
            {
                return new NotNode(ReadUnary());
            }

            if (Current.Kind != TokenKind.Open)
            {
                return ReadTerm();
            }

            at++;
            var inner = ReadOr();
            Expect(TokenKind.Close);
            return inner;
        }
        finally
        {
            depth--;
        }
    }

    private FilterNode ReadTerm()
    {
        var word = Expect(TokenKind.Word).Value;
        if (Current.Kind == TokenKind.Open)
        {
            return word.EndsWith("/any", StringComparison.OrdinalIgnoreCase)
                ? ReadAny(word.Substring(0, word.Length - 4))
                : ReadFunction(word.ToLowerInvariant());
        }

        if (TryWord("in"))
        {
            return ReadIn(word);
        }

        return new CompareNode(word, ReadComparison(), ReadLiteral());
    }

    private CompareNode ReadFunction(string name)
    {
        if (Array.IndexOf(Functions, name) < 0)
        {
            throw GraphErrors.BadQuery($"Invalid filter clause: An unknown function with name '{name}' was found.");
        }

        Expect(TokenKind.Open);
        var path = Expect(TokenKind.Word).Value;
        Expect(TokenKind.Comma);
        var value = ReadLiteral() as string ?? throw Wrong();
        Expect(TokenKind.Close);
        return new CompareNode(path, name, value);
    }

    private AnyNode ReadAny(string path)
    {
        Expect(TokenKind.Open);
        var variable = Expect(TokenKind.Word).Value;
        Expect(TokenKind.Colon);
        var operand = Expect(TokenKind.Word).Value;
        string part;
        if (operand == variable)
        {
            part = path;
        }
        else if (operand.StartsWith(variable + "/", StringComparison.Ordinal))
        {
            part = path + operand.Substring(variable.Length);
        }
        else
        {
            throw Wrong();
        }

        var node = new AnyNode(part, ReadComparison(), ReadLiteral());
        Expect(TokenKind.Close);
        return node;
    }

    private InNode ReadIn(string path)
    {
        Expect(TokenKind.Open);
        var values = new List<object?> { ReadLiteral() };
        while (Current.Kind == TokenKind.Comma)
        {
            at++;
            values.Add(ReadLiteral());
        }

        Expect(TokenKind.Close);
        return new InNode(path, values);
    }

    private string ReadComparison()
    {
        var word = Expect(TokenKind.Word).Value.ToLowerInvariant();
        return Array.IndexOf(Comparisons, word) >= 0 ? word : throw Wrong();
    }

    private object? ReadLiteral()
    {
        var token = Current;
        at++;
        if (token.Kind == TokenKind.Text)
        {
            return token.Value;
        }

        if (token.Kind != TokenKind.Word)
        {
            throw Wrong();
        }

        switch (token.Value.ToLowerInvariant())
        {
            case "true":
                return true;
            case "false":
                return false;
            case "null":
                return null;
        }

        if (long.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        // A bare id or date; what it means is decided by the field it is compared with.
        if (Guid.TryParse(token.Value, out var id))
        {
            return id.ToString();
        }

        return DateTimeOffset.TryParse(token.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw GraphErrors.BadQuery($"Invalid filter clause: '{token.Value}' is no literal in '{filter}'.");
    }

    private bool TryWord(string word)
    {
        if (Current.Kind != TokenKind.Word || !string.Equals(Current.Value, word, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        at++;
        return true;
    }

    private FilterToken Expect(TokenKind kind)
    {
        var token = Current;
        if (token.Kind != kind)
        {
            throw Wrong();
        }

        at++;
        return token;
    }

    private Http.GraphException Wrong()
        => GraphErrors.BadQuery($"Invalid filter clause: Syntax error at token {at + 1} in '{filter}'.");
}
