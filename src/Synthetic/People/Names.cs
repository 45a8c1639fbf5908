using PreDelinquency.Synthetic.Lives;

namespace PreDelinquency.Synthetic.People;

/// <summary>Given and family names of several cultures; any resemblance of a combination to a person is chance.</summary>
internal static class Names
{
    private static readonly string[][] Given =
    [
        ["Oliver", "Amelia", "Callum", "Isla", "Rhys", "Niamh", "Ewan", "Freya", "Aidan", "Poppy", "Declan", "Maisie", "Kwame", "Adaeze", "Zofia", "Tomasz", "Yusuf", "Leila"],
        ["Lucía", "Mateo", "Carmen", "Diego", "Valeria", "Javier", "Inés", "Álvaro", "Ximena", "Rodrigo", "Marisol", "Pablo", "Itziar", "Jordi", "Citlali", "Emiliano"],
        ["Aarav", "Priya", "Rohan", "Ananya", "Vikram", "Meera", "Arjun", "Kavita", "Farhan", "Zoya", "Gurpreet", "Harleen", "Suresh", "Lakshmi", "Imran", "Nandini"],
        ["Jayden", "Madison", "Marcus", "Tanisha", "Wei", "Mei", "Minh", "Linh", "Santiago", "Camila", "Kofi", "Amara", "Noah", "Grace", "Omar", "Yasmin", "Tyler", "Hannah"],
    ];

    private static readonly string[][] Family =
    [
        ["Ashdown", "Birkett", "Carmichael", "Dunmore", "Eastwick", "Fairholm", "Gilroy", "Hartnell", "Mensah", "Okonkwo", "Nowak", "Kowalczyk", "Rahman", "Haddad", "Pritchard", "Sinclair"],
        ["Aldana", "Bermúdez", "Castaño", "Duarte", "Echeverri", "Figueroa", "Galindo", "Herrero", "Ibáñez", "Lozano", "Montero", "Navarro", "Ortega", "Quiroga", "Rivas", "Zamora"],
        ["Agarwal", "Bhatt", "Chauhan", "Deshmukh", "Fernandes", "Gokhale", "Iyer", "Joshi", "Khan", "Kulkarni", "Menon", "Nair", "Patil", "Qureshi", "Reddy", "Sandhu"],
        ["Abernathy", "Brooks", "Castillo", "Dang", "Ellison", "Freeman", "Gutierrez", "Huang", "Jefferson", "Kim", "Liang", "Morales", "Nguyen", "Osei", "Pacheco", "Whitfield"],
    ];

    public static string Draw(int culture, ref Randomness random)
    {
        var given = Given[culture];
        var family = Family[culture];
        return $"{given[random.Below(given.Length)]} {family[random.Below(family.Length)]}";
    }
}
