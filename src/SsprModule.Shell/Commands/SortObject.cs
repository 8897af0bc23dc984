using System.Globalization;
using System.Management.Automation;

namespace SsprModule.Shell.Commands;

/// <summary>Stands in for <c>Sort-Object</c>.</summary>
[Cmdlet("Sort", "Object")]
internal sealed class SortObject : PSCmdlet
{
    private readonly List<PSObject> items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            items.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        var properties = Array.ConvertAll(Property, CalculatedProperty.Parse);
        object?[] KeyOf(PSObject item) => properties.Length == 0 ? [item.BaseObject] : Array.ConvertAll(properties, property => property.ValueOf(item));

        var sign = Descending ? -1 : 1;
        var order = Comparer<object?[]>.Create((x, y) => sign * Compare(x, y));
        object?[]? previous = null;
        foreach (var item in items.OrderBy(KeyOf, order))
        {
            var key = KeyOf(item);
            if (!Unique || previous is null || Compare(previous, key) != 0)
            {
                WriteObject(item);
            }

            previous = key;
        }
    }

    private static int Compare(object?[] x, object?[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            if (!LanguagePrimitives.TryCompare(x[i], y[i], ignoreCase: true, CultureInfo.CurrentCulture, out var order))
            {
                order = string.Compare(x[i]?.ToString(), y[i]?.ToString(), StringComparison.CurrentCultureIgnoreCase);
            }

            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}
