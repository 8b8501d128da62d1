import json

with open('results.json', encoding='utf-8') as file:
    results = json.load(file)
for effect in results['models']['use']['effects']:
    for term in effect['estimates']:
        print(effect['equation'], effect['effect'], term['term'], term['estimate'], term['stdError'], sep='\t')
